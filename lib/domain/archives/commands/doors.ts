import type { ArchiveRightsOf } from "#lib/domain/archives/model";
import type { Audited } from "#lib/domain/audit/model";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";

/** The doors of the workspace a job names. */
export interface ArchiveDoors {
  readonly workspaceId: string;
  transact<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  record<T>(action: string, work: (tx: TenantTx) => Promise<Audited<T>>): Promise<T>;
  sql<T>(work: (sql: TenantSql) => Promise<T>): Promise<T>;
  /** Asks the table of authority. */
  readonly archiveRights: ArchiveRightsOf;
}
