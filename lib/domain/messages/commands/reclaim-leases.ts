import { BOOK_FROM_WAITING, MOVED_FROM_PENDING } from "#lib/domain/messages/book-moves";
import type { TenantSql } from "#lib/infra/db/tenant";

/** What a reclaim found. */
export interface Reclaimed {
  /** Chunks whose worker let its lease run out. */
  readonly chunks: number;
  /** Messages that were in an open call of such a worker and may have been sent. */
  readonly unknown: number;
}

// Chunk first, then its calls: a call can only begin under a valid lease, so after the lease is taken no new one appears.
const RECLAIM = `
WITH expired AS (
  SELECT id FROM chunks
  WHERE workspace_id = $1 AND state = 'open' AND lease_until < clock_timestamp()
  FOR UPDATE SKIP LOCKED
), freed AS (
  UPDATE chunks c SET lease_until = NULL, leased_by = NULL, fence = c.fence + 1
  FROM expired e WHERE c.workspace_id = $1 AND c.id = e.id
  RETURNING c.id
), lost AS (
  UPDATE dispatch_attempts a SET state = 'unknown', settled_at = now(), detail = 'worker_lost', look_at = now()
  WHERE a.workspace_id = $1 AND a.state = 'started'
    AND (a.chunk_id IN (SELECT id FROM freed)
      OR (a.chunk_id IS NULL AND a.started_at < clock_timestamp() - $2::float8 * interval '1 millisecond'))
  RETURNING a.id, a.message_ids
), moved AS (
  UPDATE messages m SET state = 'unknown', attempt_id = l.id, reason = 'worker_lost', state_at = now()
  FROM (SELECT lost.id, unnest(lost.message_ids) AS message_id FROM lost) AS l
  WHERE m.workspace_id = $1 AND m.id = l.message_id
    AND m.id = ANY (ARRAY(SELECT unnest(message_ids) FROM lost)) AND m.state = 'pending'
  RETURNING ${MOVED_FROM_PENDING}
), ${BOOK_FROM_WAITING}
SELECT (SELECT count(*)::int FROM freed) AS chunks, (SELECT count(*)::int FROM moved) AS unknown`;

/**
 * Takes back the leases that ran out. Whatever their workers had in an open call becomes `unknown`, never pending: the
 * provider may have it.
 *
 * @param singleMs Age after which an open call of a single message counts as lost; longer than any call lasts.
 */
export async function reclaimLeases(sql: TenantSql, singleMs: number): Promise<Reclaimed> {
  const { rows } = await sql.client.query<Reclaimed>({
    name: "reclaim-leases",
    text: RECLAIM,
    values: [sql.workspaceId, singleMs],
  });
  return rows[0] ?? { chunks: 0, unknown: 0 };
}
