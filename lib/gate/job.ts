import type { ArchiveRightsOf } from "#lib/domain/archives/model";
import type { AuditEntry, Audited } from "#lib/domain/audit/model";
import { progressTopic } from "#lib/domain/campaigns/report";
import { reportsWaiting } from "#lib/domain/connections/report-hook-queries";
import { archiveRights } from "#lib/gate/archive-rights";
import { writeAudit, writeInstanceEvent } from "#lib/gate/audit";
import { dropUnusedDataKeys, type Resealed, renewDataKey, resealAll, resealPersonal } from "#lib/infra/crypto/reseal";
import { personalColumns } from "#lib/infra/crypto/sealed-columns";
import { freshKeyring, KEYRING_LOCK } from "#lib/infra/crypto/vault";
import { TELL } from "#lib/infra/db/ear";
import { insertReports, type WaitingReport } from "#lib/infra/db/report-inbox";
import {
  type AccountTx,
  type LoaderSql,
  lookUp,
  type TenantSql,
  type TenantStatement,
  type TenantStatements,
  type TenantTx,
  tenantAtOnce,
  tenantStatements,
  withAccount,
  withLoaderSql,
  withTenant,
  withTenantSql,
} from "#lib/infra/db/tenant";

/** The doors of one workspace for the worker, which acts for no person. */
export interface JobScope {
  readonly workspaceId: string;
  /** Ordinary reads and writes. */
  transact<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  /** A change with its history entry, in one transaction. */
  record<T>(action: string, work: (tx: TenantTx) => Promise<Audited<T>>): Promise<T>;
  /** Several changes that belong together, each with its entry, in one transaction. The entries are written at its end. */
  recordAll(work: (tx: TenantTx, note: (action: string, entry: AuditEntry) => void) => Promise<void>): Promise<void>;
  /** Hand-written SQL on hot paths. */
  sql<T>(work: (sql: TenantSql) => Promise<T>): Promise<T>;
  /**
   * Prepared statements by themselves, each a transaction of its own: one message to the server and one back.
   *
   * @param onSent Called when one is on its way and its answer is not there yet.
   */
  brief(onSent?: () => void): TenantStatements;
  /** One statement by itself that locks for no longer than it runs, and that a crash of the database may lose. */
  readonly atOnce: TenantStatement;
  /** COPY as role `loader`. */
  load<T>(work: (sql: LoaderSql) => Promise<T>): Promise<T>;
  /** The table of authority about archives: one is written long after somebody asked for it. */
  readonly archiveRights: ArchiveRightsOf;
}

/** Opens the doors of the workspace that a job names. */
export function jobScope(workspaceId: string): JobScope {
  const bond = { workspaceId, actorId: null };
  return {
    workspaceId,
    transact: (work) => withTenant(bond, work),
    record: (action, work) =>
      withTenant(bond, async (tx) => {
        const audited = await work(tx);
        await writeAudit(tx, action, audited.audit);
        return audited.result;
      }),
    recordAll: (work) =>
      withTenant(bond, async (tx) => {
        const entries: { action: string; entry: AuditEntry }[] = [];
        await work(tx, (action, entry) => entries.push({ action, entry }));
        for (const { action, entry } of entries) await writeAudit(tx, action, entry);
      }),
    sql: (work) => withTenantSql(workspaceId, work),
    brief: (onSent) => tenantStatements(workspaceId, onSent),
    atOnce: (statement) => tenantAtOnce(workspaceId, statement),
    load: (work) => withLoaderSql(workspaceId, work),
    archiveRights,
  };
}

/** The shared tables, for a job about a person rather than a workspace. */
export function accountJob<T>(work: (tx: AccountTx) => Promise<T>): Promise<T> {
  return withAccount(null, work);
}

/** A change of the instance by hand, with its entry in the history of the instance, in one transaction. */
export function instanceJob<T>(action: string, work: (tx: AccountTx) => Promise<Audited<T>>): Promise<T> {
  return withAccount(null, async (tx) => {
    const { result, audit } = await work(tx);
    await writeInstanceEvent(tx, null, action, audit);
    return result;
  });
}

async function workspacesOf(look: string, values: readonly unknown[] = []): Promise<string[]> {
  const rows = await lookUp<{ workspace_id: string }>(look, values);
  return rows.map((row) => row.workspace_id);
}

/** Ids of the workspaces that have something to do; the worker's sweep learns nothing else of them. */
export function workspacesWithWork(): Promise<string[]> {
  return workspacesOf(`SELECT workspace_id FROM workspaces_with_work()
     UNION SELECT workspace_id FROM workspaces_with_capped_senders()
     UNION SELECT workspace_id FROM workspaces_resting_for_operator()
     UNION SELECT workspace_id FROM workspaces_with_reviews_due()
     UNION SELECT workspace_id FROM workspaces_with_looks_due()`);
}

/** Workspaces with campaigns that wait for their quota to come back. */
export function workspacesWaitingForQuota(): Promise<string[]> {
  return workspacesOf("SELECT workspace_id FROM workspaces_waiting_for_quota()");
}

/** Tells whoever watches a campaign that its progress changed. What it is now they read themselves. */
export async function tellProgress(workspaceId: string, campaignId: string): Promise<void> {
  await lookUp(TELL, [progressTopic(workspaceId, campaignId)]);
}

/** Makes the month partitions of this month and the two that follow. */
export async function ensurePartitions(): Promise<void> {
  await lookUp(
    `SELECT ensure_month_partition(parent, (date_trunc('month', now()) + n * interval '1 month')::date)
     FROM unnest(ARRAY['messages', 'audit_events']) AS parent, generate_series(0, 2) AS n`,
    [],
  );
}

/** A use of one of the keyring's keys: it wraps the data key of a workspace, or sealed a record itself. */
export interface KeyUse {
  readonly keyId: string;
  /** Null for a record of a person, who belongs to no workspace. */
  readonly workspaceId: string | null;
  readonly wraps: boolean;
}

/** Every use of the keyring's keys in the database; ids only. */
export async function keyUses(): Promise<KeyUse[]> {
  const read = async (from: "data_key_owners" | "direct_seals", wraps: boolean) =>
    (
      await lookUp<{ workspace_id: string | null; key_id: string }>(`SELECT workspace_id, key_id FROM ${from}()`, [])
    ).map((row) => ({ keyId: row.key_id, workspaceId: row.workspace_id, wraps }));
  return [...(await read("data_key_owners", true)), ...(await read("direct_seals", false))];
}

/**
 * Workspaces with something that a rotation still has to move: under another key than the keyring's first, or sealed by
 * the keyring itself in the time before data keys.
 */
export async function workspacesToReseal(): Promise<string[]> {
  const primary = freshKeyring().primary.id;
  const loose = (await keyUses()).flatMap(({ keyId, workspaceId, wraps }) =>
    workspaceId !== null && (keyId !== primary || !wraps) ? [workspaceId] : [],
  );
  return [...new Set(loose)];
}

/** Changes the keyring while nobody wraps a data key with it, with an entry in the history of the instance. A throw leaves none. */
export function changeKeyring(action: string, keyId: string, change: () => void | Promise<void>): Promise<void> {
  return instanceJob(action, async ({ db }) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(${KEYRING_LOCK}::bigint)`;
    await change();
    return { result: undefined, audit: { subject: keyId, detail: {} } };
  });
}

/** Moves the secrets of a workspace to a data key under the keyring's first key; may end anywhere and be run again. */
export async function renewSeals(workspaceId: string, graceMs: number): Promise<Resealed> {
  const { transact } = jobScope(workspaceId);
  await transact(async (tx) => {
    if (await renewDataKey(tx)) await writeAudit(tx, "keys.rotate", { subject: null, detail: {} });
  });
  const resealed = await resealAll(transact);
  await transact((tx) => dropUnusedDataKeys(tx, graceMs));
  return resealed;
}

/** The same for the sealed records of people. */
export async function renewPersonalSeals(): Promise<Resealed> {
  let [moved, unreadable] = [0, 0];
  for (const at of personalColumns) {
    const round = await accountJob((tx) => resealPersonal(tx, at));
    moved += round.moved;
    unreadable += round.unreadable;
  }
  return { moved, unreadable };
}

/** Ids of the workspaces in which something is to be thrown away: by their retention, or because they were deleted. */
export function workspacesToPurge(): Promise<string[]> {
  return workspacesOf("SELECT workspace_id FROM workspaces_to_purge()");
}

/** Ids of the workspaces with a live connection to one of these providers. */
export function workspacesConnectedTo(providers: readonly string[]): Promise<string[]> {
  return workspacesOf("SELECT workspace_id FROM workspaces_connected_to($1)", [providers]);
}

/** Ids of the workspaces with words that wait for İYS, or questions to it. */
export function workspacesWithIysWork(): Promise<string[]> {
  return workspacesOf("SELECT workspace_id FROM workspaces_with_iys_work()");
}

/** Ids of the workspaces with members whose mail of this week has not been written. */
export function workspacesWithReportMail(): Promise<string[]> {
  return workspacesOf("SELECT workspace_id FROM workspaces_with_report_mail()");
}

/** Ids of the workspaces that have a history. */
export function workspacesWithHistory(): Promise<string[]> {
  return workspacesOf("SELECT workspace_id FROM workspaces_with_history()");
}

/** Whose an address for delivery reports is. */
export interface FoundHook {
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly provider: string;
  /** Reports of the connection that wait to be applied, up to one more than asked for. */
  readonly waiting: number;
}

/** The connection that an address for delivery reports leads to. */
export type HookPlace = Pick<FoundHook, "workspaceId" | "connectionId">;

/** Finds the connections of addresses by the hashes of their tokens, in their order; null where there is none, or no longer. */
export async function findReportHooks(hashes: readonly Uint8Array[]): Promise<readonly (HookPlace | null)[]> {
  const rows = await lookUp<{ place: number; workspace_id: string; id: string }>(
    `SELECT w.place::int, h.workspace_id, h.id
     FROM unnest($1::bytea[]) WITH ORDINALITY AS w (hash, place) CROSS JOIN LATERAL find_report_hook(w.hash) AS h`,
    [hashes],
  );
  const places = new Map(rows.map((row) => [row.place, { workspaceId: row.workspace_id, connectionId: row.id }]));
  return hashes.map((_, at) => places.get(at + 1) ?? null);
}

/** What the way in must know of a connection; null once it is disconnected. */
export async function readReportHook(
  { workspaceId, connectionId }: HookPlace,
  most: number,
): Promise<FoundHook | null> {
  const known = await jobScope(workspaceId).sql((sql) => reportsWaiting(sql, connectionId, most));
  return known === null ? null : { workspaceId, connectionId, ...known };
}

/** What is told when delivery reports came in. */
export const REPORTS_CAME = "reports";

/** Makes delivery reports durable, and tells the workers. A telling that is lost is made up for by their sweep. */
export async function keepReports(reports: readonly WaitingReport[]): Promise<void> {
  await insertReports(reports);
  lookUp(TELL, [REPORTS_CAME]).catch(() => undefined);
}

/** Ids of the workspaces with delivery reports to apply. */
export function workspacesWithReports(): Promise<string[]> {
  return workspacesOf("SELECT workspace_id FROM workspaces_with_reports()");
}
