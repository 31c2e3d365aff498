import type { TenantSql } from "#lib/infra/db/tenant";

/**
 * Waits for the turn of a call that has to be booked: of calls that begin in one moment each sees what the one before booked.
 * Without it all of them would see the same free instant, and the last would be booked far beyond what a lease lasts.
 *
 * The connection first, then the campaign, as everything that stops a connection takes them.
 */
export async function takeTurn(
  { workspaceId, client }: TenantSql,
  { connectionId, campaignId }: { readonly connectionId: string | null; readonly campaignId: string | null },
): Promise<void> {
  const rows = [
    ["connections", connectionId],
    ["campaigns", campaignId],
  ] as const;
  for (const [table, id] of rows) {
    if (id === null) continue;
    const text = `SELECT FROM ${table} WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE`;
    await client.query({ name: `turn-${table}`, text, values: [workspaceId, id] });
  }
}

/**
 * Takes recipients out of what a connection's provider allows in a second. The row is shared by every worker, so their
 * rates add up to the provider's and not to a multiple of it.
 *
 * @returns milliseconds to wait before the first byte.
 */
export async function bookRate(
  sql: TenantSql,
  connectionId: string,
  recipients: number,
  perSecond: number,
): Promise<number> {
  const { rows } = await sql.client.query<{ wait_ms: number }>({
    name: "book-rate",
    text: `
UPDATE connections SET rate_free_at = greatest(rate_free_at, clock_timestamp()) + $3::float8 * interval '1 second'
WHERE workspace_id = $1 AND id = $2
RETURNING (extract(epoch FROM rate_free_at - clock_timestamp()) - $3::float8)::float8 * 1000 AS wait_ms`,
    values: [sql.workspaceId, connectionId, recipients / perSecond],
  });
  return Math.max(0, rows[0]?.wait_ms ?? 0);
}

/**
 * Takes recipients out of what a campaign may send in a minute. A pace of its own is kept across every worker as well.
 *
 * @returns milliseconds to wait before the first byte.
 */
export async function bookPace(sql: TenantSql, campaignId: string, recipients: number): Promise<number> {
  const { rows } = await sql.client.query<{ wait_ms: number }>({
    name: "book-pace",
    text: `
UPDATE campaigns SET pace_free_at = greatest(pace_free_at, clock_timestamp()) + $3::float8 / pace * interval '1 minute'
WHERE workspace_id = $1 AND id = $2
RETURNING (extract(epoch FROM pace_free_at - clock_timestamp()) - $3::float8 / pace * 60)::float8 * 1000 AS wait_ms`,
    values: [sql.workspaceId, campaignId, recipients],
  });
  return Math.max(0, rows[0]?.wait_ms ?? 0);
}
