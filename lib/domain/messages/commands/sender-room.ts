import { CAP_HOURS } from "#lib/domain/messages/cap-hours";
import type { TenantSql } from "#lib/infra/db/tenant";

/**
 * How many more people the member who sent a campaign may write to now; null without a cap.
 *
 * With a cap, calls for the member are begun one after the other until each is committed, so that together they stay below
 * it. The count comes after the lock, so that it sees the call before.
 */
export async function senderRoomOf(sql: TenantSql, campaignId: string, now: Date): Promise<number | null> {
  const { workspaceId, client } = sql;
  const found = await client.query<{ user_id: string; daily_cap: number }>({
    name: "sender-cap",
    text: `SELECT s.user_id, s.daily_cap FROM campaigns k
      JOIN memberships s ON s.workspace_id = $1 AND s.user_id = k.started_by_id AND s.daily_cap IS NOT NULL
      WHERE k.workspace_id = $1 AND k.id = $2`,
    values: [workspaceId, campaignId],
  });
  const sender = found.rows[0];
  if (sender === undefined) return null;
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`cap ${workspaceId} ${sender.user_id}`]);
  const since = new Date(now.getTime() - CAP_HOURS * 60 * 60_000);
  const { rows } = await client.query<{ called: string }>({
    name: "called-by-sender",
    text: "SELECT people_called_by($1, $2, $3) AS called",
    values: [workspaceId, sender.user_id, since],
  });
  return Math.max(0, sender.daily_cap - Number(rows[0]?.called ?? 0));
}
