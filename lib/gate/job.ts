import type { Audited } from "#lib/domain/audit/model";
import { writeAudit, writeInstanceEvent } from "#lib/gate/audit";
import {
  type AccountTx,
  type LoaderSql,
  lookUp,
  type TenantSql,
  type TenantTx,
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
  /** Hand-written SQL on hot paths. */
  sql<T>(work: (sql: TenantSql) => Promise<T>): Promise<T>;
  /** COPY as role `loader`. */
  load<T>(work: (sql: LoaderSql) => Promise<T>): Promise<T>;
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
    sql: (work) => withTenantSql(workspaceId, work),
    load: (work) => withLoaderSql(workspaceId, work),
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

/** Ids of the workspaces that have something to do; the worker's sweep learns nothing else of them. */
export async function workspacesWithWork(): Promise<string[]> {
  const rows = await lookUp<{ workspace_id: string }>(
    `SELECT workspace_id FROM workspaces_with_work()
     UNION SELECT workspace_id FROM workspaces_with_capped_senders()
     UNION SELECT workspace_id FROM workspaces_with_reviews_due()`,
    [],
  );
  return rows.map((row) => row.workspace_id);
}

/** Makes the month partitions of this month and the two that follow. */
export async function ensurePartitions(): Promise<void> {
  await lookUp(
    `SELECT ensure_month_partition(parent, (date_trunc('month', now()) + n * interval '1 month')::date)
     FROM unnest(ARRAY['messages', 'audit_events']) AS parent, generate_series(0, 2) AS n`,
    [],
  );
}
