import { RATE_AHEAD } from "#lib/domain/messages/rate";
import type { TenantSql } from "#lib/infra/db/tenant";

/** A step that a campaign is ready for. */
export const campaignSteps = [
  "close_window",
  "start",
  "prepare",
  "hand_over",
  "take_up",
  "complete",
  "cancel_rest",
  "give_up",
  "expire",
] as const;

/** A step that a campaign is ready for. */
export type CampaignStep = (typeof campaignSteps)[number];

/** One thing to do. */
export interface DueStep {
  readonly step: CampaignStep;
  readonly campaignId: string;
}

/**
 * The campaigns of a workspace that are ready for a step, by the database's clock.
 *
 * @param longestPauseMs After how long a pause gives up.
 */
export async function dueSteps(sql: TenantSql, longestPauseMs: number): Promise<DueStep[]> {
  const { rows } = await sql.client.query<DueStep>({
    name: "due-steps",
    text: `
SELECT CASE state WHEN 'holding' THEN 'close_window' WHEN 'scheduled' THEN 'start' WHEN 'preparing' THEN 'prepare' WHEN 'sending' THEN 'hand_over'
         ELSE 'complete' END AS step, id AS "campaignId"
FROM campaigns k
WHERE workspace_id = $1 AND state IN ('scheduled', 'holding', 'preparing', 'sending', 'settling')
  AND (state <> 'scheduled' OR start_at <= clock_timestamp())
  AND (state <> 'holding' OR hold_until <= clock_timestamp()
    AND EXISTS (SELECT FROM workspaces w WHERE w.id = $1 AND w.halted_at IS NULL AND w.suspended_at IS NULL))
  AND (state <> 'sending' OR NOT EXISTS (
    SELECT FROM chunks c WHERE c.workspace_id = $1 AND c.campaign_id = k.id AND c.state = 'open'))
  AND (state <> 'settling' OR NOT EXISTS (
    SELECT FROM chunks c WHERE c.workspace_id = $1 AND c.campaign_id = k.id AND c.state <> 'settled'))
UNION ALL
SELECT DISTINCT CASE k.state WHEN 'cancelled' THEN 'cancel_rest' ELSE 'take_up' END, c.campaign_id
FROM chunks c JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
WHERE c.workspace_id = $1 AND c.state = 'open' AND k.state IN ('cancelled', 'settling')
UNION ALL
SELECT 'give_up', id FROM campaigns
WHERE workspace_id = $1 AND state = 'paused' AND state_reason <> 'quiet_hours' AND updated_at < clock_timestamp() - $2::float8 * interval '1 millisecond'
UNION ALL
SELECT 'expire', k.id FROM campaigns k
JOIN reviews r ON r.workspace_id = k.workspace_id AND r.id = k.review_id
WHERE k.workspace_id = $1 AND k.state IN ('in_review', 'awaiting_signature') AND r.expires_at <= clock_timestamp()`,
    values: [sql.workspaceId, longestPauseMs],
  });
  return rows;
}

/** Milliseconds until something of the workspace falls due by itself, by the database's clock; null when nothing will. */
export async function nextSendMs(sql: TenantSql): Promise<number | null> {
  const { rows } = await sql.client.query<{ ms: number | null }>({
    name: "next-send",
    text: `
SELECT ceil(extract(epoch FROM min(at) - clock_timestamp()) * 1000)::float8 AS ms FROM (
  SELECT min(k.hold_until) AS at FROM campaigns k JOIN workspaces w ON w.id = k.workspace_id AND w.halted_at IS NULL AND w.suspended_at IS NULL
  WHERE k.workspace_id = $1 AND k.state = 'holding'
  UNION ALL
  SELECT min(start_at) FROM campaigns WHERE workspace_id = $1 AND state = 'scheduled'
  UNION ALL
  SELECT min(greatest(pace_free_at - ${RATE_AHEAD}, clock_timestamp())) FROM campaigns
  WHERE workspace_id = $1 AND state = 'sending' AND pace_free_at > clock_timestamp() + ${RATE_AHEAD}
  UNION ALL
  SELECT min(lease_until) FROM chunks WHERE workspace_id = $1 AND state = 'open'
  UNION ALL
  SELECT min(greatest(n.not_before, n.rate_free_at - ${RATE_AHEAD})) FROM connections n
  WHERE n.workspace_id = $1 AND n.state = 'active'
    AND (n.not_before > clock_timestamp() OR n.rate_free_at > clock_timestamp() + ${RATE_AHEAD})
    AND EXISTS (SELECT FROM campaigns k WHERE k.workspace_id = $1 AND n.id IN (k.connection_id, k.second_connection_id) AND k.state = 'sending')
  UNION ALL
  SELECT min(start_at) FROM campaigns WHERE workspace_id = $1 AND state = 'sending' AND at_provider AND start_at > clock_timestamp()
) AS due`,
    values: [sql.workspaceId],
  });
  return rows[0]?.ms ?? null;
}
