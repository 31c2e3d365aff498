import type { TenantSql } from "#lib/infra/db/tenant";

/** What the policies of the workspace ask of a campaign: to rest, or to go on. */
export interface PolicyStep {
  readonly campaignId: string;
  readonly step: "rest" | "go_on";
}

/**
 * The campaigns that run into quiet hours, and those whose quiet hours or whose full day are over.
 *
 * While all sending is stopped nothing goes on.
 */
export async function policySteps(sql: TenantSql, now: Date): Promise<PolicyStep[]> {
  const { rows } = await sql.client.query<PolicyStep>({
    name: "policy-steps",
    text: `
SELECT k.id AS "campaignId", CASE k.state WHEN 'sending' THEN 'rest' ELSE 'go_on' END AS step
FROM campaigns k JOIN workspaces w ON w.id = k.workspace_id AND w.halted_at IS NULL AND w.suspended_at IS NULL
WHERE k.workspace_id = $1 AND (
  k.state = 'sending' AND k.kind = 'commercial' AND is_quiet($2, w.zone, w.quiet_from, w.quiet_until, w.quiet_days)
  OR k.state = 'paused' AND k.state_reason = 'quiet_hours'
    AND NOT is_quiet($2, w.zone, w.quiet_from, w.quiet_until, w.quiet_days)
  OR k.state = 'paused' AND k.state_reason = 'cap'
    AND (w.daily_cap IS NULL OR people_called_since(w.id, day_start($2, w.zone)) < w.daily_cap))`,
    values: [sql.workspaceId, now],
  });
  return rows;
}
