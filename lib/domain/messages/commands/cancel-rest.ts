import { BOOK_FROM_WAITING, movedFromWaiting } from "#lib/domain/messages/book-moves";
import { NO_OPEN_CALL } from "#lib/domain/messages/open-call";
import type { TenantSql } from "#lib/infra/db/tenant";

// One statement for each state they leave, because the row tells only the state it has afterwards.
const cancelled = (was: "pending" | "held") => `cancelled_${was} AS (
  UPDATE messages m SET state = 'cancelled', state_at = now()
  FROM picked p
  WHERE m.workspace_id = $1 AND m.id >= p.first_id AND m.id <= p.last_id AND m.campaign_id IS NOT DISTINCT FROM p.campaign_id
    AND m.state = '${was}'
  RETURNING ${movedFromWaiting(was)}
)`;

// A chunk that is leased, or has a call without a recorded answer, is left for later: what is in that call may be sent.
const CANCEL_REST = `
WITH picked AS (
  SELECT c.id, c.campaign_id, c.first_id, c.last_id, k.is_sampled FROM chunks c
  JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
  WHERE c.workspace_id = $1 AND c.campaign_id = $2 AND c.state = 'open' AND c.lease_until IS NULL AND k.state = 'cancelled'
    AND k.prepared_at IS NOT NULL
    AND ${NO_OPEN_CALL}
  ORDER BY c.no LIMIT 20
  FOR UPDATE OF c SKIP LOCKED
), ${cancelled("pending")}, ${cancelled("held")}, moved AS (
  SELECT * FROM cancelled_pending UNION ALL SELECT * FROM cancelled_held
), ${BOOK_FROM_WAITING}, closed AS (
  UPDATE chunks c SET state = 'sent', sent_at = now(), poll_at = now() + $3::float8 * interval '1 millisecond', fence = c.fence + 1,
    sample_at = CASE WHEN p.is_sampled AND c.leg = 1 THEN now() + $3::float8 * interval '1 millisecond' END
  FROM picked p WHERE c.workspace_id = $1 AND c.id = p.id
  RETURNING c.id
)
SELECT (SELECT count(*)::int FROM closed) AS chunks, (SELECT count(*)::int FROM moved) AS messages`;

/**
 * Marks up to twenty chunks' worth of a cancelled campaign's pending messages as cancelled.
 *
 * @returns how many chunks were closed; 0 when none is left that may be closed now.
 */
export async function cancelRest(sql: TenantSql, campaignId: string, pollMs: number): Promise<number> {
  const { rows } = await sql.client.query<{ chunks: number }>({
    name: "cancel-rest",
    text: CANCEL_REST,
    values: [sql.workspaceId, campaignId, pollMs],
  });
  return rows[0]?.chunks ?? 0;
}
