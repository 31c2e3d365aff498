import { QUOTA_IS_BACK } from "#lib/domain/campaigns/quota-wait-queries";
import { IS_CLEARED } from "#lib/domain/consent/fresh-answer";
import { CAP_HOURS } from "#lib/domain/messages/cap-hours";
import { LEG_CONNECTION, LEG_IS_USED } from "#lib/domain/messages/legs";
import type { TenantSql } from "#lib/infra/db/tenant";

/**
 * What the policies of the workspace and the operator ask of a campaign: to rest, to go on, to stop because its sender may not
 * send, to wait because its provider is off, to have İYS asked about its next people, or to hold them back because it does
 * not answer.
 */
export interface PolicyStep {
  readonly campaignId: string;
  readonly step: "rest" | "go_on" | "stop" | "wait" | "ask" | "hold";
}

/**
 * The campaigns that run into quiet hours, those whose quiet hours or whose full day are over, those whose sender was
 * removed, may not send any more or has no account any more, those whose provider the operator turned off or on again, and commercial ones whose
 * next people İYS does not answer about, or answers about again; and those whose quota is back that waited for it.
 *
 * While all sending is stopped nothing goes on.
 */
export async function policySteps(sql: TenantSql, now: Date): Promise<PolicyStep[]> {
  const { rows } = await sql.client.query<PolicyStep>({
    name: "policy-steps",
    text: `
SELECT k.id AS "campaignId", 'stop' AS step
FROM campaigns k
WHERE k.workspace_id = $1 AND k.state = 'sending' AND NOT EXISTS (
  SELECT FROM memberships s JOIN users u ON u.id = s.user_id AND u.disabled_at IS NULL
  WHERE s.workspace_id = $1 AND s.user_id = k.started_by_id AND may_still_send(s.role, s.may_send))
UNION ALL
SELECT k.id, CASE k.state WHEN 'sending' THEN 'wait' ELSE 'go_on' END
FROM campaigns k
JOIN connections n ON n.workspace_id = $1
  AND n.id = CASE WHEN k.first_given_up_at IS NULL THEN k.connection_id ELSE k.second_connection_id END
JOIN workspaces w ON w.id = $1 AND w.halted_at IS NULL AND w.suspended_at IS NULL
WHERE k.workspace_id = $1 AND (
  k.state = 'sending' AND provider_is_off(n.provider)
  OR k.state = 'paused' AND k.state_reason = 'provider_off' AND NOT provider_is_off(n.provider))
UNION ALL
SELECT w.id, step FROM (
  SELECT k.id, bool_or(n.iys_silent_at IS NOT NULL) AS is_silent
  FROM campaigns k JOIN chunks c ON c.workspace_id = $1 AND c.campaign_id = k.id AND c.state = 'open' AND ${LEG_IS_USED}
  JOIN connections n ON n.workspace_id = $1 AND n.id = ${LEG_CONNECTION}
  WHERE k.workspace_id = $1 AND k.state = 'sending' AND k.kind = 'commercial' AND ${IS_CLEARED} IS NOT TRUE
  GROUP BY k.id) w
CROSS JOIN LATERAL unnest(CASE WHEN w.is_silent THEN ARRAY['ask', 'hold'] ELSE ARRAY['ask'] END) AS step
UNION ALL
SELECT k.id, 'go_on'
FROM campaigns k JOIN workspaces w ON w.id = k.workspace_id AND w.halted_at IS NULL AND w.suspended_at IS NULL
WHERE k.workspace_id = $1 AND k.state = 'paused' AND k.state_reason = 'consent_check' AND NOT EXISTS (
  SELECT FROM connections n WHERE n.workspace_id = $1 AND n.id IN (k.connection_id, k.second_connection_id)
    AND n.iys_brand IS NOT NULL AND n.iys_silent_at IS NOT NULL)
UNION ALL
${QUOTA_IS_BACK}
UNION ALL
SELECT k.id, CASE k.state WHEN 'sending' THEN 'rest' ELSE 'go_on' END AS step
FROM campaigns k JOIN workspaces w ON w.id = k.workspace_id AND w.halted_at IS NULL AND w.suspended_at IS NULL
WHERE k.workspace_id = $1 AND (
  k.state = 'sending' AND k.kind = 'commercial' AND is_quiet($2, w.zone, w.quiet_from, w.quiet_until, w.quiet_days)
  OR k.state = 'paused' AND k.state_reason = 'quiet_hours'
    AND NOT is_quiet($2, w.zone, w.quiet_from, w.quiet_until, w.quiet_days)
  OR k.state = 'paused' AND k.state_reason = 'cap'
    AND (w.daily_cap IS NULL OR people_called_since(w.id, day_start($2, w.zone)) < w.daily_cap)
  OR k.state = 'paused' AND k.state_reason = 'instance_limit'
    AND (daily_limit_of(w.id) IS NULL OR people_reached_since(w.id, $3) < daily_limit_of(w.id))
  OR k.state = 'paused' AND k.state_reason = 'sender_cap' AND EXISTS (
    SELECT FROM memberships s WHERE s.workspace_id = $1 AND s.user_id = k.started_by_id
      AND (s.daily_cap IS NULL OR people_called_by($1, s.user_id, $3) < s.daily_cap)))`,
    values: [sql.workspaceId, now, new Date(now.getTime() - CAP_HOURS * 60 * 60_000)],
  });
  return rows;
}
