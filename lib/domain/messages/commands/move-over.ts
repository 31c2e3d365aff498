import { BOOK_FROM_WAITING, movedFromWaiting } from "#lib/domain/messages/book-moves";
import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
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

// Everybody of a chunk who was certainly not taken, and nobody else: an open call or a lost answer keeps its people where they
// are. The row of a message is what makes it one person and one text, whichever connection it goes out on.
const moveOver = (picked: string) => `
WITH picked AS (${picked}
  FOR UPDATE OF c SKIP LOCKED
), ${turned("pending")}, ${turned("held")}, moved AS (
  SELECT * FROM turned_pending UNION ALL SELECT * FROM turned_held
), ${BOOK_FROM_WAITING}, turned AS (
  UPDATE chunks c SET leg = 2, moved = (SELECT count(*) FROM moved h WHERE h.chunk_id = c.id), deferred_at = NULL,
    lease_until = NULL, leased_by = NULL, fence = c.fence + 1
  FROM picked p WHERE c.workspace_id = $1 AND c.id = p.id
  RETURNING c.id
)
SELECT (SELECT count(*)::int FROM turned) AS chunks, (SELECT count(*)::int FROM moved) AS messages,
  (SELECT count(*)::int FROM booked) AS booked`;

const COLUMNS = "c.id, c.campaign_id, c.first_id, c.last_id, k.second_connection_id, k.second_sender_name";
const NO_OPEN_CALL = `NOT EXISTS (
    SELECT FROM dispatch_attempts a WHERE a.workspace_id = $1 AND a.chunk_id = c.id AND a.state = 'started')`;

const MOVE_HELD = moveOver(`
  SELECT ${COLUMNS} FROM chunks c
  JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
  WHERE c.workspace_id = $1 AND c.id = $2 AND c.fence = $3 AND c.state = 'open' AND c.lease_until IS NOT NULL AND c.leg = 1
    AND ${SECOND_IS_READY} AND ${NO_OPEN_CALL}
    AND EXISTS (SELECT FROM messages m WHERE m.workspace_id = $1 AND m.id >= c.first_id AND m.id <= c.last_id
      AND m.campaign_id IS NOT DISTINCT FROM c.campaign_id AND m.state = 'held')`);

const MOVE_REST = moveOver(`
  SELECT ${COLUMNS} FROM chunks c
  JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
  WHERE c.workspace_id = $1 AND c.campaign_id = $2 AND c.state = 'open' AND c.lease_until IS NULL AND c.leg = 1
    AND k.state = 'sending' AND k.first_given_up_at IS NOT NULL AND ${NO_OPEN_CALL}
  ORDER BY c.no LIMIT ${AT_ONCE}`);

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
  const { rows } = await sql.client.query<{ chunks: number }>({ name: "move-held", text: MOVE_HELD, values });
  if ((rows[0]?.chunks ?? 0) > 0) return true;
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
  const { rows } = await sql.client.query<{ chunks: number }>({
    name: "move-rest",
    text: MOVE_REST,
    values: [sql.workspaceId, campaignId],
  });
  return rows[0]?.chunks ?? 0;
}
