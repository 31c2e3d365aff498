import { BOOK_FROM_WAITING, MOVED_FROM_PENDING } from "#lib/domain/messages/book-moves";
import type { TenantSql } from "#lib/infra/db/tenant";

const SKIP = `
WITH skip AS MATERIALIZED (
  SELECT * FROM unnest($2::uuid[], $3::text[]) AS s (id, reason)
), moved AS (
  UPDATE messages m SET state = 'skipped', reason = s.reason, state_at = now()
  FROM skip s
  WHERE m.workspace_id = $1 AND m.id = ANY ($2::uuid[]) AND m.id = s.id AND m.state = 'pending'
  RETURNING ${MOVED_FROM_PENDING}
), ${BOOK_FROM_WAITING}
SELECT count(*) FROM booked`;

/** Writes down who is left out of a call, and why, in the transaction that begins it. */
export async function leaveOut(sql: TenantSql, skipped: readonly [string, string][]): Promise<void> {
  const [ids, reasons] = [skipped.map(([id]) => id), skipped.map(([, reason]) => reason)];
  await sql.client.query({ name: "leave-out", text: SKIP, values: [sql.workspaceId, ids, reasons] });
}
