import type { Audited } from "#lib/domain/audit/model";
import { hashNumber } from "#lib/domain/consent/erased-queries";
import { withoutNumbers } from "#lib/domain/consent/model";
import { formatMsisdn, type Msisdn } from "#lib/domain/contacts/model";
import { requireMsisdn } from "#lib/domain/contacts/typed-number";
import { DomainError } from "#lib/domain/errors";
import { BOOK_FROM_WAITING, MOVED_FROM_PENDING } from "#lib/domain/messages/book-moves";
import type { TenantTx } from "#lib/infra/db/tenant";
import { takeTurn } from "./named-people.ts";

/** What an erasure removed. */
export interface Erasure {
  readonly messages: number;
  readonly rows: number;
}

/**
 * Erases one person on request: the number and the texts leave messages, lists, test numbers and archives; files that
 * lists were read from go as a whole, because any of their bytes may spell the number. That nobody may text the person
 * and what was once agreed stay, under a keyed hash.
 *
 * All or nothing. Counts of campaigns stay as they were.
 *
 * @throws DomainError `person.number_not_valid`; `person.in_flight` while a call, a list or a campaign that is being
 * prepared has the number in hand.
 */
export async function erasePerson(tx: TenantTx, { number }: { readonly number: string }): Promise<Audited<Erasure>> {
  const msisdn = requireMsisdn(number);
  await takeTurn(tx);
  await refuseInFlight(tx, msisdn);
  await keepUnderHash(tx, msisdn);
  const messages = await emptyMessages(tx, msisdn);
  const rows = await emptyLists(tx, msisdn);
  const where = { workspaceId: tx.workspaceId, msisdn: BigInt(msisdn) };
  await tx.db.suppression.deleteMany({ where });
  await tx.db.consent.deleteMany({ where });
  await tx.db.consentEvent.deleteMany({ where });
  await tx.db.iysCheck.deleteMany({ where });
  await tx.db.blacklistEntry.deleteMany({ where });
  await tx.db.otpCode.deleteMany({ where });
  await tx.db.reportInbox.deleteMany({ where });
  const contacts = await tx.db.contact.findMany({ where, select: { id: true } });
  await tx.db.contactImportChange.deleteMany({
    where: { workspaceId: tx.workspaceId, contactId: { in: contacts.map(({ id }) => id) } },
  });
  await tx.db.contact.deleteMany({ where });
  await tx.db.$executeRaw`UPDATE contacts SET merged_msisdns = array_remove(merged_msisdns, ${where.msisdn}::bigint)
    WHERE workspace_id = ${tx.workspaceId}::uuid AND ${where.msisdn}::bigint = ANY (merged_msisdns)`;
  await tx.db.inboundMessage.deleteMany({ where });
  await tx.db.inboxThread.deleteMany({ where });
  await tx.db.inboxNote.deleteMany({ where });
  await tx.db.testNumber.deleteMany({ where });
  await tx.db.archive.deleteMany({ where: { workspaceId: tx.workspaceId } });
  return { result: { messages, rows }, audit: { subject: null, detail: { messages, rows } } };
}

async function refuseInFlight({ workspaceId, db }: TenantTx, msisdn: Msisdn): Promise<void> {
  const busy = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM campaigns WHERE workspace_id = ${workspaceId}::uuid AND state = 'preparing'
    UNION ALL SELECT 1 FROM imports WHERE workspace_id = ${workspaceId}::uuid AND state IN ('receiving', 'reading')
      AND created_at > now() - interval '6 hours'
    UNION ALL SELECT 1 FROM contact_imports WHERE workspace_id = ${workspaceId}::uuid AND state IN ('adding', 'reverting')
      AND created_at > now() - interval '6 hours'
    UNION ALL SELECT 1 FROM dispatch_attempts a JOIN messages m ON m.workspace_id = ${workspaceId}::uuid AND m.id = ANY (a.message_ids)
      WHERE a.workspace_id = ${workspaceId}::uuid AND a.state = 'started' AND m.msisdn = ${BigInt(msisdn)}
    LIMIT 1`;
  if (busy.length > 0) throw new DomainError("person.in_flight");
}

/** Writes that the person is not texted, and the proof of consent or refusal, without the number. */
async function keepUnderHash(tx: TenantTx, msisdn: Msisdn): Promise<void> {
  const { workspaceId, db } = tx;
  const key = { workspaceId_msisdn: { workspaceId, msisdn: BigInt(msisdn) } };
  const numberHash = await hashNumber(tx, msisdn);
  const suppression = await db.suppression.findUnique({ where: key });
  const consent = await db.consent.findUnique({ where: key });
  const agreed =
    consent === null
      ? {}
      : {
          consentStatus: consent.status,
          consentSource: consent.source,
          consentProof: withoutNumbers(consent.proof),
          consentGivenAt: consent.givenAt,
        };
  const reason = suppression === null ? "erased" : withoutNumbers(suppression.reason);
  await db.erasedPerson.upsert({
    where: { workspaceId_numberHash: { workspaceId, numberHash } },
    create: { workspaceId, numberHash, reason, ...agreed },
    update: { ...agreed, erasedAt: new Date() },
  });
}

const LEAVE_OUT = `
WITH moved AS (
  UPDATE messages m SET state = 'skipped', reason = 'suppressed', state_at = now()
  WHERE m.workspace_id = $1::uuid AND m.msisdn = $2 AND m.state = 'pending'
  RETURNING ${MOVED_FROM_PENDING}
), ${BOOK_FROM_WAITING}
SELECT count(*)::int AS booked FROM booked`;

/**
 * Empties the messages of a number. One that waits in a campaign is left out first; its chunk must be in nobody's hand,
 * because whoever has it moves its messages.
 */
async function emptyMessages({ workspaceId, db }: TenantTx, msisdn: Msisdn): Promise<number> {
  const held = await db.$queryRaw<{ lease_until: Date | null }[]>`
    SELECT c.lease_until FROM messages m JOIN chunks c ON c.workspace_id = ${workspaceId}::uuid
      AND c.campaign_id = m.campaign_id AND m.id >= c.first_id AND m.id <= c.last_id
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.msisdn = ${BigInt(msisdn)} AND m.state = 'pending'
    FOR UPDATE OF c`;
  if (held.some(({ lease_until }) => lease_until !== null)) throw new DomainError("person.in_flight");
  await db.$queryRawUnsafe(LEAVE_OUT, workspaceId, BigInt(msisdn));
  return db.$executeRaw`
    UPDATE messages SET msisdn = NULL, body = ''
    WHERE workspace_id = ${workspaceId}::uuid AND msisdn = ${BigInt(msisdn)}`;
}

/** Takes the person off every list, blanks cells that spell the number, and drops the files lists were read from. */
async function emptyLists({ workspaceId, db }: TenantTx, msisdn: Msisdn): Promise<number> {
  const own = await db.importRecipient.deleteMany({ where: { workspaceId, msisdn: BigInt(msisdn) } });
  // The digits that every spelling of the number ends with; the last two of them lead to the rows that are looked at.
  const digits = nationalDigits(msisdn);
  const spelled = `%${digits}%`;
  const hint = `%${digits.slice(-1)}%`;
  const cells = await db.$executeRaw`
    UPDATE import_recipients r SET cells = ARRAY(
      SELECT CASE WHEN regexp_replace(c.cell, '\\D', '', 'g') LIKE ${spelled} THEN '' ELSE c.cell END
      FROM unnest(r.cells) WITH ORDINALITY AS c (cell, n) ORDER BY c.n)
    WHERE r.workspace_id = ${workspaceId}::uuid AND r.cells::text LIKE ${hint} AND EXISTS (
      SELECT FROM unnest(r.cells) AS c (cell) WHERE regexp_replace(c.cell, '\\D', '', 'g') LIKE ${spelled})`;
  const refused = await db.$executeRaw`
    UPDATE import_rejects SET raw = '', cells = '{}'
    WHERE workspace_id = ${workspaceId}::uuid AND (regexp_replace(raw, '\\D', '', 'g') LIKE ${spelled}
      OR EXISTS (SELECT FROM unnest(cells) AS c (cell) WHERE regexp_replace(c.cell, '\\D', '', 'g') LIKE ${spelled}))`;
  await db.importPiece.deleteMany({ where: { workspaceId } });
  return own.count + cells + refused;
}

/** `+90 532 111 22 33` is written without its country code in most lists. */
function nationalDigits(msisdn: Msisdn): string {
  return formatMsisdn(msisdn)
    .replace(/^\+90 /, "")
    .replaceAll(/\D/g, "");
}
