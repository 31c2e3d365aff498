import type { Audited } from "#lib/domain/audit/model";
import { openKey } from "#lib/domain/connections/key-queries";
import { isErased, readPads } from "#lib/domain/consent/erased-queries";
import { formatE164, type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { scaledMs } from "#lib/infra/clock";
import type { Secret } from "#lib/infra/crypto/secret";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { providersThat } from "#lib/infra/providers/registry";
import type { Blacklist, ChangeOutcome } from "#lib/infra/providers/services";
import { insertSuppressionOf } from "./insert-suppressions.ts";

/** The doors of a workspace that the sync needs; a job's scope has them. */
export interface SyncDoors {
  readonly workspaceId: string;
  transact<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  record<T>(action: string, work: (tx: TenantTx) => Promise<Audited<T>>): Promise<T>;
  sql<T>(work: (sql: TenantSql) => Promise<T>): Promise<T>;
}

/** Numbers are told one by one; a run tells this many and goes on a moment later. */
const A_RUN = 200;
const GO_ON_MS = 1_000;
const AFTER_TROUBLE_MS = 60_000;
/** A list of the company of a million numbers. */
const MOST_PAGES = 1_000;

interface Linked {
  readonly id: string;
  readonly provider: string;
  readonly key: Secret;
}

/** The differences between the two lists, given what they last agreed on. */
interface Differences {
  /** New at the provider: to be suppressed here. */
  readonly arrived: readonly Msisdn[];
  /** Came from the provider's list and is gone there: to be released here. */
  readonly left: readonly Msisdn[];
  /** Suppressed here and not blocked there. */
  readonly missing: readonly Msisdn[];
  /** Released here and still blocked there. */
  readonly surplus: readonly Msisdn[];
}

async function linkedConnections(tx: TenantTx): Promise<Linked[]> {
  const rows = await tx.db.connection.findMany({
    where: {
      workspaceId: tx.workspaceId,
      state: "active",
      provider: { in: [...providersThat(({ blacklist }) => blacklist)] },
    },
    select: { id: true, provider: true },
    orderBy: { id: "asc" },
  });
  return Promise.all(rows.map(async ({ id, provider }) => ({ id, provider, key: await openKey(tx, id) })));
}

/** Reads the provider's whole list; null when a page of it could not be read, because half a list looks like removals. */
async function blockedThere(blacklist: Blacklist, key: Secret): Promise<number[] | null> {
  const numbers: number[] = [];
  for (let page: number | null = 1; page !== null && page <= MOST_PAGES; ) {
    const outcome = await blacklist.list(key, page, null);
    if (outcome.kind !== "value") return null;
    for (const number of outcome.value.items) numbers.push(Number(number.slice(1)));
    page = outcome.value.next;
  }
  return numbers;
}

/**
 * Compares both lists with what they last agreed on. A number that somebody had erased is left alone: it stays blocked at
 * the provider, and is not written down here again.
 */
async function compare(sql: TenantSql, connectionId: string, there: readonly number[]): Promise<Differences> {
  const pads = await readPads(sql);
  const { rows } = await sql.client.query<{ what: keyof Differences; msisdn: string }>(
    `WITH there AS MATERIALIZED (SELECT DISTINCT n AS msisdn FROM unnest($3::bigint[]) AS n),
     agreed AS (SELECT msisdn, code FROM blacklist_entries WHERE workspace_id = $1 AND connection_id = $2),
     here AS (SELECT msisdn, source FROM suppressions WHERE workspace_id = $1)
     SELECT CASE WHEN h.msisdn IS NULL AND a.msisdn IS NULL THEN 'arrived'
                 WHEN h.msisdn IS NULL THEN 'surplus'
                 WHEN a.msisdn IS NOT NULL AND h.source = 'provider' THEN 'left'
                 ELSE 'missing' END AS what,
       coalesce(t.msisdn, h.msisdn) AS msisdn
     FROM there t FULL JOIN here h ON h.msisdn = t.msisdn
     LEFT JOIN agreed a ON a.msisdn = coalesce(t.msisdn, h.msisdn)
     WHERE (t.msisdn IS NULL OR h.msisdn IS NULL)
       AND NOT (t.msisdn IS NULL AND a.code IS NOT NULL)
       AND NOT ${isErased("coalesce(t.msisdn, h.msisdn)", "$4", "$5")}
     ORDER BY 2`,
    [sql.workspaceId, connectionId, there, pads?.inner ?? null, pads?.outer ?? null],
  );
  const of = (what: keyof Differences) =>
    rows.filter((row) => row.what === what).map((row) => msisdnFromRow(row.msisdn));
  return { arrived: of("arrived"), left: of("left"), missing: of("missing"), surplus: of("surplus") };
}

/** Takes over what changed at the provider: new numbers are suppressed, gone ones that came from there are released. */
async function takeOver(tx: TenantTx, { arrived, left }: Differences): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const added = await insertSuppressionOf(tx, arrived, { reason: "", source: "provider" });
  const removed = await db.$executeRaw`
    WITH gone AS (
      DELETE FROM suppressions WHERE workspace_id = ${workspaceId}::uuid AND source = 'provider'
        AND msisdn = ANY (${left.map(BigInt)}::bigint[]) RETURNING msisdn
    )
    INSERT INTO consent_events (workspace_id, msisdn, id, kind, source)
    SELECT ${workspaceId}::uuid, g.msisdn, gen_random_uuid(), 'released', 'provider' FROM gone g`;
  return { result: null, audit: { subject: null, detail: { added, removed } } };
}

/** Writes down what both lists agree on now, or why the provider would not take a number. */
async function agree(
  tx: TenantTx,
  connectionId: string,
  numbers: readonly Msisdn[],
  code: string | null,
): Promise<void> {
  await tx.db.$executeRaw`
    INSERT INTO blacklist_entries (workspace_id, connection_id, msisdn, code)
    SELECT ${tx.workspaceId}::uuid, ${connectionId}::uuid, n, ${code} FROM unnest(${numbers.map(BigInt)}::bigint[]) AS n
    ON CONFLICT (workspace_id, connection_id, msisdn) DO UPDATE SET code = excluded.code, synced_at = now()`;
}

async function forget(tx: TenantTx, connectionId: string, numbers: readonly Msisdn[]): Promise<void> {
  await tx.db.blacklistEntry.deleteMany({
    where: { workspaceId: tx.workspaceId, connectionId, msisdn: { in: numbers.map(BigInt) } },
  });
}

/** Tells the provider about one number; answers how long to wait before the next when it wants to be left alone. */
async function tell(
  doors: SyncDoors,
  connectionId: string,
  msisdn: Msisdn,
  kind: "add" | "remove",
  outcome: ChangeOutcome,
): Promise<number | null> {
  if (outcome.kind === "later") return outcome.retryAfterMs;
  if (outcome.kind === "refused" && outcome.reason === "key_invalid") return scaledMs(AFTER_TROUBLE_MS);
  const code = outcome.kind === "refused" ? outcome.providerCode : null;
  await doors.transact((tx) =>
    kind === "remove" ? forget(tx, connectionId, [msisdn]) : agree(tx, connectionId, [msisdn], code),
  );
  return null;
}

async function noteSync(doors: SyncDoors, id: string, code: string | null): Promise<void> {
  await doors.transact(({ db, workspaceId }) =>
    db.connection.updateMany({
      where: { workspaceId, id },
      data: { blacklistCode: code, ...(code === null ? { blacklistAt: new Date() } : {}) },
    }),
  );
}

async function syncOne(doors: SyncDoors, linked: Linked, blacklist: Blacklist): Promise<number | null> {
  const { id, key } = linked;
  const there = await blockedThere(blacklist, key);
  if (there === null) {
    await noteSync(doors, id, "unread");
    return scaledMs(AFTER_TROUBLE_MS);
  }
  const found = await doors.sql((sql) => compare(sql, id, there));
  if (found.arrived.length + found.left.length > 0) {
    await doors.record("suppression.sync", (tx) => takeOver(tx, found));
    await doors.transact(async (tx) => {
      await agree(tx, id, found.arrived, null);
      await forget(tx, id, found.left);
    });
  }
  const toTell = [
    ...found.missing.map((msisdn) => ({ msisdn, kind: "add" as const })),
    ...found.surplus.map((msisdn) => ({ msisdn, kind: "remove" as const })),
  ];
  for (const { msisdn, kind } of toTell.slice(0, A_RUN)) {
    const wait = await tell(doors, id, msisdn, kind, await blacklist[kind](key, formatE164(msisdn)));
    if (wait !== null) return wait;
  }
  if (toTell.length > A_RUN) return scaledMs(GO_ON_MS);
  await noteSync(doors, id, null);
  return null;
}

/**
 * Keeps the suppression list and the lists of the providers in step, both ways: what is suppressed here is blocked there,
 * what somebody blocks or unblocks in the panel is taken over here. A number that a member or the person suppressed is
 * blocked again where the panel had it removed: only a member lifts that, here.
 *
 * @returns milliseconds after which to go on; null when all are in step.
 */
export async function syncBlacklists(
  doors: SyncDoors,
  driver: (provider: string) => SmsDriver,
): Promise<number | null> {
  const waits: number[] = [];
  for (const linked of await doors.transact(linkedConnections)) {
    const { blacklist } = driver(linked.provider);
    const wait = blacklist === undefined ? null : await syncOne(doors, linked, blacklist);
    if (wait !== null) waits.push(wait);
  }
  return waits.length === 0 ? null : Math.min(...waits);
}
