import { iysAnswers } from "#lib/domain/consent/iys";
import { consentSourceOf, personEvents } from "#lib/domain/consent/model";
import type { ConsentEventRow, PersonRecord } from "#lib/domain/consent/rows";
import { type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import type { TenantTx } from "#lib/infra/db/tenant";

const MOST_EVENTS = 200;

async function eventsOf({ workspaceId, db }: TenantTx, msisdn: bigint): Promise<ConsentEventRow[]> {
  const rows = await db.$queryRaw<(Omit<ConsentEventRow, "kind"> & { kind: string })[]>`
    SELECT e.kind, e.source, e.words, e.given_at AS "givenAt", e.created_at AS "createdAt", u.name AS by
    FROM consent_events e LEFT JOIN users u ON u.id = e.created_by_id
    WHERE e.workspace_id = ${workspaceId}::uuid AND e.msisdn = ${msisdn}
    ORDER BY e.created_at DESC, e.id LIMIT ${MOST_EVENTS}::int`;
  return rows.flatMap((row) => {
    const kind = personEvents.find((known) => known === row.kind);
    return kind === undefined ? [] : [{ ...row, kind }];
  });
}

/** Everything on record about the consent of one person, the newest first; null where nothing is. */
export async function personRecord(tx: TenantTx, person: Msisdn): Promise<PersonRecord | null> {
  const { workspaceId, db } = tx;
  const msisdn = BigInt(person);
  const key = { where: { workspaceId_msisdn: { workspaceId, msisdn } } };
  const consent = await db.consent.findUnique(key);
  const suppression = await db.suppression.findUnique(key);
  const check = await db.iysCheck.findUnique(key);
  const events = await eventsOf(tx, msisdn);
  if (consent === null && suppression === null && events.length === 0) return null;
  const answer = iysAnswers.find((known) => known === check?.answer);
  return {
    msisdn: msisdnFromRow(msisdn),
    consent: consent === null ? null : { ...consent, source: consentSourceOf(consent.source) },
    suppressed: suppression === null ? null : { reason: suppression.reason, since: suppression.createdAt },
    check:
      answer === undefined || check === null || check.askedAt === null
        ? null
        : { answer, source: check.source, askedAt: check.askedAt },
    events,
  };
}
