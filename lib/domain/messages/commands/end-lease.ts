import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
import type { TenantSql } from "#lib/infra/db/tenant";

const NO_OPEN_CALL = `NOT EXISTS (
  SELECT FROM dispatch_attempts a WHERE a.workspace_id = $1 AND a.chunk_id = c.id AND a.state = 'started')`;

/**
 * Marks a leased chunk as handed over, if nobody in it is pending.
 *
 * @param pollMs Time until its first status question.
 * @returns whether it is done; false when a message is pending after all or the lease was lost.
 */
export async function closeChunk(sql: TenantSql, lease: ChunkLease, pollMs: number): Promise<boolean> {
  const { rowCount } = await sql.client.query({
    name: "close-chunk",
    text: `
UPDATE chunks c SET state = 'sent', sent_at = now(), poll_at = now() + $4::float8 * interval '1 millisecond',
  lease_until = NULL, leased_by = NULL
WHERE c.workspace_id = $1 AND c.id = $2 AND c.fence = $3 AND c.state = 'open' AND c.lease_until IS NOT NULL
  AND ${NO_OPEN_CALL}
  AND NOT EXISTS (SELECT FROM messages m WHERE m.workspace_id = $1 AND m.id >= c.first_id AND m.id <= c.last_id
    AND m.campaign_id IS NOT DISTINCT FROM c.campaign_id AND m.state = 'pending')`,
    values: [sql.workspaceId, lease.chunkId, lease.fence, pollMs],
  });
  return rowCount === 1;
}

/**
 * Gives a chunk back before it is done, so that another may go on at once. With a call whose answer is not recorded it
 * stays leased: the end of the lease then makes those messages unknown instead of pending.
 */
export async function releaseChunk(sql: TenantSql, lease: ChunkLease): Promise<boolean> {
  const { rowCount } = await sql.client.query({
    name: "release-chunk",
    text: `
UPDATE chunks c SET lease_until = NULL, leased_by = NULL
WHERE c.workspace_id = $1 AND c.id = $2 AND c.fence = $3 AND c.state = 'open' AND ${NO_OPEN_CALL}`,
    values: [sql.workspaceId, lease.chunkId, lease.fence],
  });
  return rowCount === 1;
}
