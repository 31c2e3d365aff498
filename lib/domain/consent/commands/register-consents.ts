import type { Audited } from "#lib/domain/audit/model";
import { iysSourceOf } from "#lib/domain/consent/iys";
import { type ConsentStatus, consentSourceOf } from "#lib/domain/consent/model";
import { type OpenRegistry, openRegistry, underList } from "#lib/domain/consent/registry-queries";
import { formatE164, msisdnFromRow } from "#lib/domain/contacts/model";
import { scaledMs } from "#lib/infra/clock";
import type { TenantTx } from "#lib/infra/db/tenant";
import type { SmsDriver } from "#lib/infra/providers/driver";
import type { ConsentRecord, RegisterOutcome } from "#lib/infra/providers/services";

/** The doors of a workspace that İYS work needs; a job's scope has them. */
export interface IysDoors {
  readonly workspaceId: string;
  transact<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  record<T>(action: string, work: (tx: TenantTx) => Promise<Audited<T>>): Promise<T>;
}

/** The company takes no older word, and a batch with one is refused as a whole; a few minutes are left for the way. */
const OLDEST = "2 days 23 hours 50 minutes";
const BATCH = 5_000;
/** A refusal of the whole call waits for a person to change something in the panel. */
const AFTER_REFUSAL_MS = 15 * 60_000;

interface Waiting {
  readonly msisdn: bigint;
  readonly status: ConsentStatus;
  readonly source: string;
  readonly givenAt: Date;
  readonly createdAt: Date;
  /** The list the contact stands on; null: the brand's. */
  readonly listType: string | null;
}

interface Batch {
  readonly registry: OpenRegistry;
  readonly rows: readonly Waiting[];
}

/** Words that no call would take any more are for a person to report on the site of İYS. */
async function setLateAside({ workspaceId, db }: TenantTx): Promise<void> {
  await db.$executeRawUnsafe(
    `WITH late AS (
       UPDATE consents SET iys_state = 'late', iys_at = now(), iys_code = NULL
       WHERE workspace_id = $1::uuid AND iys_state = 'waiting' AND given_at < now() - interval '${OLDEST}'
       RETURNING msisdn, source, given_at)
     INSERT INTO consent_events (workspace_id, msisdn, id, kind, source, given_at)
     SELECT $1::uuid, l.msisdn, gen_random_uuid(), 'iys_late', l.source, l.given_at FROM late l`,
    workspaceId,
  );
}

async function nextBatch(tx: TenantTx): Promise<Batch | null> {
  await setLateAside(tx);
  const rows = await tx.db.consent.findMany({
    where: { workspaceId: tx.workspaceId, iysState: "waiting" },
    select: { msisdn: true, status: true, source: true, givenAt: true, createdAt: true },
    orderBy: { givenAt: "asc" },
    take: BATCH,
  });
  const registry = rows.length === 0 ? null : await openRegistry(tx);
  if (registry === null) return null;
  const listed = await tx.db.contact.findMany({
    where: { workspaceId: tx.workspaceId, msisdn: { in: rows.map(({ msisdn }) => msisdn) }, listType: { not: null } },
    select: { msisdn: true, listType: true },
  });
  const lists = new Map(listed.map(({ msisdn, listType }) => [msisdn, listType]));
  return { registry, rows: rows.map((row) => ({ ...row, listType: lists.get(row.msisdn) ?? null })) };
}

function recordOf(registry: OpenRegistry, row: Waiting): ConsentRecord {
  const source = iysSourceOf[consentSourceOf(row.source)];
  if (source === null) throw new Error("a word without a name at İYS was put into its queue");
  return {
    ...{ recipient: formatE164(msisdnFromRow(row.msisdn)), audience: underList(registry, row.listType).audience },
    ...{ channel: "sms", status: row.status, source },
    at: row.givenAt,
  };
}

/** Writes down what became of a batch; a word that was said anew meanwhile stays in the queue. */
async function settle(tx: TenantTx, { rows }: Batch, outcome: RegisterOutcome): Promise<Audited<null>> {
  const refused = new Set(outcome.kind === "partly" ? outcome.refused : []);
  const written = JSON.stringify(
    rows.map(({ msisdn, createdAt, givenAt, source }, place) => ({
      ...{ msisdn: String(msisdn), created_at: createdAt, given_at: givenAt, source },
      state: refused.has(place) ? "refused" : "registered",
    })),
  );
  await tx.db.$executeRaw`
    WITH batch AS (
      SELECT * FROM jsonb_to_recordset(${written}::jsonb)
        AS b (msisdn bigint, created_at timestamptz, given_at timestamptz, source text, state text)
    ), moved AS (
      UPDATE consents c SET iys_state = b.state::iys_state, iys_at = now(),
        iys_code = CASE WHEN b.state = 'refused' THEN '422' END
      FROM batch b WHERE c.workspace_id = ${tx.workspaceId}::uuid AND c.msisdn = b.msisdn
        AND c.created_at = b.created_at AND c.iys_state = 'waiting'
      RETURNING c.msisdn, b.state, b.given_at, b.source
    )
    INSERT INTO consent_events (workspace_id, msisdn, id, kind, source, given_at)
    SELECT ${tx.workspaceId}::uuid, m.msisdn, gen_random_uuid(), 'iys_' || m.state, m.source, m.given_at FROM moved m`;
  return {
    result: null,
    audit: { subject: null, detail: { recorded: rows.length - refused.size, refused: refused.size } },
  };
}

/** Notes on the waiting words why İYS takes none of them just now. */
async function noteRefusal({ workspaceId, db }: TenantTx, code: string): Promise<void> {
  await db.consent.updateMany({ where: { workspaceId, iysState: "waiting" }, data: { iysCode: code } });
}

/**
 * Reports the words that wait for İYS, up to 5,000 a call. A call is taken whole or not at all, so one wrong word is looked
 * for and set aside, and all others go through. Reporting a word twice is harmless: the latest counts.
 *
 * @returns milliseconds after which to go on; null when nothing waits, or nothing can be reported.
 */
export async function registerConsents(
  doors: IysDoors,
  driver: (provider: string) => SmsDriver,
): Promise<number | null> {
  for (;;) {
    const batch = await doors.transact(nextBatch);
    if (batch === null) return null;
    const { registry, rows } = batch;
    const { consents } = driver(registry.provider);
    if (consents === undefined) return null;
    const records = rows.map((row) => recordOf(registry, row));
    const outcome = await consents.register(registry.key, registry.brand, records);
    if (outcome.kind === "later") return outcome.retryAfterMs;
    if (outcome.kind === "refused") {
      await doors.transact((tx) => noteRefusal(tx, outcome.providerCode));
      return scaledMs(AFTER_REFUSAL_MS);
    }
    await doors.record("consent.register", (tx) => settle(tx, batch, outcome));
  }
}
