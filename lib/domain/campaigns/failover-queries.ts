import type { TenantSql } from "#lib/infra/db/tenant";

/** What a campaign with a second connection is ready for. `give_up`: the first put people off for too long. */
export interface FailoverStep {
  readonly campaignId: string;
  readonly step: "give_up" | "move" | "block";
  /** Why, as the history tells it. */
  readonly code: "deferred_too_long" | "not_active";
}

/**
 * Campaigns whose first connection takes nobody any more, those whose rest is to be moved to the second, and those that wait on
 * a second connection which cannot be used.
 *
 * @param afterMs How long the first may put people off without taking anybody.
 */
export async function failoverSteps(sql: TenantSql, afterMs: number): Promise<FailoverStep[]> {
  const { rows } = await sql.client.query<FailoverStep>({
    name: "failover-steps",
    text: `
WITH two AS (
  SELECT k.id, k.first_given_up_at, s.state AS second_state, f.state = 'active' AND 'messages:send' = ANY (f.scopes) AS is_first_ready
  FROM campaigns k
  JOIN connections f ON f.workspace_id = k.workspace_id AND f.id = k.connection_id
  JOIN connections s ON s.workspace_id = k.workspace_id AND s.id = k.second_connection_id
  WHERE k.workspace_id = $1 AND k.state = 'sending' AND k.second_connection_id IS NOT NULL
)
SELECT t.id AS "campaignId", 'give_up' AS step,
  CASE WHEN t.is_first_ready THEN 'deferred_too_long' ELSE 'not_active' END AS code
FROM two t
WHERE t.first_given_up_at IS NULL AND t.second_state = 'active' AND EXISTS (
  SELECT FROM chunks c WHERE c.workspace_id = $1 AND c.campaign_id = t.id AND c.state = 'open' AND c.leg = 1
    AND (NOT t.is_first_ready OR c.deferred_at < clock_timestamp() - $2::float8 * interval '1 millisecond'))
UNION ALL
SELECT t.id, 'move', 'not_active' FROM two t
WHERE t.first_given_up_at IS NOT NULL AND EXISTS (
  SELECT FROM chunks c WHERE c.workspace_id = $1 AND c.campaign_id = t.id AND c.state = 'open' AND c.leg = 1 AND c.lease_until IS NULL)
UNION ALL
SELECT t.id, 'block', 'not_active' FROM two t
WHERE t.second_state <> 'active' AND EXISTS (
  SELECT FROM chunks c WHERE c.workspace_id = $1 AND c.campaign_id = t.id AND c.state = 'open' AND c.leg = 2)`,
    values: [sql.workspaceId, afterMs],
  });
  return rows;
}
