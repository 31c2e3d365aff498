import type { TenantSql } from "#lib/infra/db/tenant";

/**
 * Lets no worker call the provider for a while.
 *
 * @param forMs Counted by the database's clock; a hold never shortens another.
 * @param trouble Code of what went wrong; with it a read call must succeed before the next message goes out. Null for a
 * mere limit of the provider.
 */
export async function holdConnection(
  sql: TenantSql,
  connectionId: string,
  forMs: number,
  trouble: string | null,
): Promise<void> {
  await sql.client.query(
    `UPDATE connections SET
       not_before = greatest(not_before, clock_timestamp() + $3::float8 * interval '1 millisecond'),
       last_error = coalesce($4, last_error),
       last_error_at = CASE WHEN $4::text IS NULL THEN last_error_at ELSE clock_timestamp() END
     WHERE workspace_id = $1 AND id = $2`,
    [sql.workspaceId, connectionId, forMs, trouble],
  );
}

/** Notes that a read call succeeded after trouble, so that messages may go out again. */
export async function clearTrouble(sql: TenantSql, connectionId: string, latencyMs: number): Promise<void> {
  await sql.client.query(
    `UPDATE connections SET last_ok_at = greatest(clock_timestamp(), last_error_at), last_latency_ms = $3
     WHERE workspace_id = $1 AND id = $2`,
    [sql.workspaceId, connectionId, latencyMs],
  );
}
