import { BOOK_FROM_WAITING, movedFromWaiting } from "#lib/domain/messages/book-moves";
import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
import { NO_OPEN_CALL } from "#lib/domain/messages/open-call";
import type { TenantSql } from "#lib/infra/db/tenant";

/** Chunks moved by one statement, when a whole campaign moves. */
const AT_ONCE = 20;

/** A second connection that can be used now. */
const SECOND_IS_READY = `EXISTS (
  SELECT FROM connections s WHERE s.workspace_id = $1 AND s.id = k.second_connection_id AND s.state = 'active'
    AND s.key_sealed IS NOT NULL AND 'messages:send' = ANY (s.scopes))`;

// One statement for each state they leave, because the row tells only the state it has afterwards.
const turned = (was: "pending" | "held") => `turned_${was} AS (
  UPDATE messages m SET state = 'pending', reason = NULL, provider_code = NULL, connection_id = p.second_connection_id,
    sender = coalesce(p.second_sender_name, m.sender), state_at = now()
  FROM picked p
  WHERE m.workspace_id = $1 AND m.id >= p.first_id AND m.id <= p.last_id AND m.campaign_id IS NOT DISTINCT FROM p.campaign_id
    AND m.state = '${was}'
  RETURNING p.id AS chunk_id, ${movedFromWaiting(was)}
)`;

// Everybody of the chunks $2 who was certainly not taken, and nobody else: an open call or a lost answer keeps its people where
// they are. The row of a message is what makes it one person and one text, whichever connection it goes out on.
const MOVE_OVER = `
WITH picked AS (
  SELECT c.id, c.campaign_id, c.first_id, c.last_id, k.second_connection_id, k.second_sender_name
  FROM chunks c JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
  WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[])
), ${turned("pending")}, ${turned("held")}, moved AS (
  SELECT * FROM turned_pending UNION ALL SELECT * FROM turned_held
), ${BOOK_FROM_WAITING}, turned AS (
  UPDATE chunks c SET leg = 2, moved = (SELECT count(*) FROM moved h WHERE h.chunk_id = c.id), deferred_at = NULL,
    lease_until = NULL, leased_by = NULL, fence = c.fence + 1
  FROM picked p WHERE c.workspace_id = $1 AND c.id = p.id
  RETURNING c.id
)
SELECT (SELECT count(*)::int FROM turned) AS chunks, (SELECT count(*)::int FROM booked) AS booked`;

// The holder of a lease waits for whoever puts people back into its chunk, and finds that it is its own no more.
const HOLD_OWN = `
SELECT c.id FROM chunks c
JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
WHERE c.workspace_id = $1 AND c.id = $2 AND c.fence = $3 AND c.state = 'open' AND c.lease_until IS NOT NULL AND c.leg = 1
  AND ${SECOND_IS_READY} AND ${NO_OPEN_CALL}
  AND EXISTS (SELECT FROM messages m WHERE m.workspace_id = $1 AND m.id >= c.first_id AND m.id <= c.last_id
    AND m.campaign_id IS NOT DISTINCT FROM c.campaign_id AND m.state = 'held')
FOR UPDATE OF c`;

const HOLD_REST = `
SELECT c.id FROM chunks c
JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
WHERE c.workspace_id = $1 AND c.campaign_id = $2 AND c.state = 'open' AND c.lease_until IS NULL AND c.leg = 1
  AND k.state = 'sending' AND k.first_given_up_at IS NOT NULL AND ${NO_OPEN_CALL}
ORDER BY c.no LIMIT ${AT_ONCE}
FOR UPDATE OF c SKIP LOCKED`;

/** Turns chunks that the transaction holds. Being a statement behind the one that took hold of them, it sees all who wait in them. */
async function moveOver({ client, workspaceId }: TenantSql, held: readonly { readonly id: string }[]): Promise<number> {
  if (held.length === 0) return 0;
  const values = [workspaceId, held.map(({ id }) => id)];
  const { rows } = await client.query<{ chunks: number }>({ name: "move-over", text: MOVE_OVER, values });
  return rows[0]?.chunks ?? 0;
}

const KEEP_REFUSED = `
WITH moved AS (
  UPDATE messages m SET state = 'failed', state_at = now()
  FROM chunks c
  WHERE c.workspace_id = $1 AND c.id = $2 AND c.fence = $3 AND c.state = 'open' AND c.lease_until IS NOT NULL
    AND m.workspace_id = $1 AND m.id >= c.first_id AND m.id <= c.last_id AND m.campaign_id IS NOT DISTINCT FROM c.campaign_id
    AND m.state = 'held'
  RETURNING ${movedFromWaiting("held")}
), ${BOOK_FROM_WAITING}
SELECT count(*) FROM booked`;

/**
 * Moves whoever the first connection refused in a leased chunk to the second, and gives the chunk back for it. Where the second
 * cannot be used they stay refused.
 *
 * @returns whether the chunk moved; it is no longer leased then.
 */
export async function moveHeld(sql: TenantSql, lease: ChunkLease): Promise<boolean> {
  const values = [sql.workspaceId, lease.chunkId, lease.fence];
  const held = await sql.client.query<{ id: string }>({ name: "hold-own", text: HOLD_OWN, values });
  if ((await moveOver(sql, held.rows)) > 0) return true;
  await sql.client.query({ name: "keep-refused", text: KEEP_REFUSED, values });
  return false;
}

/**
 * Moves chunks of a campaign whose first connection was given up, as many as one transaction should hold. A chunk in the
 * hands of a worker is left for later.
 *
 * @returns how many chunks moved.
 */
export async function moveRest(sql: TenantSql, campaignId: string): Promise<number> {
  const values = [sql.workspaceId, campaignId];
  return moveOver(sql, (await sql.client.query<{ id: string }>({ name: "hold-rest", text: HOLD_REST, values })).rows);
}
