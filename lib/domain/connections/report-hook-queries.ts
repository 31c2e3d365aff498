import type { TenantSql } from "#lib/infra/db/tenant";

/** Reports of one connection that may wait to be applied; further ones are sent away until some are. */
export const MOST_WAITING = 100_000;

/** What the way in for delivery reports must know of a connection. */
export interface ReportsWaiting {
  readonly provider: string;
  /** Reports that wait to be applied; one more than asked for stands for any larger number. */
  readonly waiting: number;
}

/** The provider of a connection and how many of its reports wait; null once it is disconnected. */
export async function reportsWaiting(
  { client, workspaceId }: TenantSql,
  connectionId: string,
  most: number,
): Promise<ReportsWaiting | null> {
  const { rows } = await client.query<ReportsWaiting>({
    name: "reports-waiting",
    text: `
SELECT c.provider, (SELECT count(*)::int FROM (
    SELECT FROM report_inbox i WHERE i.workspace_id = $1 AND i.connection_id = $2 LIMIT $3::int + 1) AS few) AS waiting
FROM connections c WHERE c.workspace_id = $1 AND c.id = $2 AND c.state <> 'disconnected'`,
    values: [workspaceId, connectionId, most],
  });
  return rows[0] ?? null;
}
