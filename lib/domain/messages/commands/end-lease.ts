import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
import { NO_OPEN_CALL } from "#lib/domain/messages/open-call";
import type { TenantSql, TenantStatements } from "#lib/infra/db/tenant";

/**
 * Marks a leased chunk as handed over, if nobody in it is pending. Its reports are asked for from then on, or from the time at
 * which the provider is to send it.
 *
 * @param pollMs Time until its first status question.
 * @returns whether it is done; false when a message is pending after all or the lease was lost.
 */
export async function closeChunk(sql: TenantStatements, lease: ChunkLease, pollMs: number): Promise<boolean> {
  const { rowCount } = await sql.client.query({
    name: "close-chunk",
    text: `
UPDATE chunks c SET state = 'sent', sent_at = greatest(now(), due.at),
  poll_at = greatest(now(), due.at) + $4::float8 * interval '1 millisecond',
  sample_at = CASE WHEN due.is_sampled AND c.leg = 1 THEN greatest(now(), due.at) + $4::float8 * interval '1 millisecond' END,
  lease_until = NULL, leased_by = NULL
FROM (SELECT k.is_sampled, CASE WHEN k.at_provider THEN k.start_at END AS at FROM campaigns k WHERE k.workspace_id = $1 AND k.id = $5) AS due
WHERE c.workspace_id = $1 AND c.id = $2 AND c.fence = $3 AND c.state = 'open' AND c.lease_until IS NOT NULL
  AND ${NO_OPEN_CALL}
  AND NOT EXISTS (SELECT FROM messages m WHERE m.workspace_id = $1 AND m.id >= c.first_id AND m.id <= c.last_id
    AND m.campaign_id IS NOT DISTINCT FROM c.campaign_id AND m.state IN ('pending', 'held'))`,
    values: [sql.workspaceId, lease.chunkId, lease.fence, pollMs, lease.campaignId],
  });
  return rowCount === 1;
}

/** What a worker made of a chunk that it gives back: somebody was taken or refused, everybody was put off, or nothing was tried. */
export type Course = "moved" | "put_off" | "idle";

/**
 * Gives a chunk back before it is done, so that another may go on at once. With a call whose answer is not recorded it
 * stays leased: the end of the lease then makes those messages unknown instead of pending.
 */
export async function releaseChunk(sql: TenantStatements, lease: ChunkLease, course: Course): Promise<boolean> {
  const { rowCount } = await sql.client.query({
    name: "release-chunk",
    text: `
UPDATE chunks c SET lease_until = NULL, leased_by = NULL,
  deferred_at = CASE $4 WHEN 'idle' THEN c.deferred_at WHEN 'put_off' THEN coalesce(c.deferred_at, clock_timestamp()) END
WHERE c.workspace_id = $1 AND c.id = $2 AND c.fence = $3 AND c.state = 'open' AND ${NO_OPEN_CALL}`,
    values: [sql.workspaceId, lease.chunkId, lease.fence, course],
  });
  return rowCount === 1;
}

/**
 * Ends a lease whose holder never learned whether its call was begun. It waits for the statement that begins it, should the
 * server still be at it, and keeps it from beginning anything later; the next statement of the transaction sees what it wrote.
 */
export async function endUnsure({ workspaceId, client }: TenantSql, lease: ChunkLease): Promise<void> {
  await client.query({
    name: "end-unsure",
    text: `
UPDATE chunks SET lease_until = NULL, leased_by = NULL
WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state = 'open'`,
    values: [workspaceId, lease.chunkId, lease.fence],
  });
}
