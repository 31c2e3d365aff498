import { closedPlans } from "#lib/domain/connections/model";
import type { TenantTx } from "#lib/infra/db/tenant";

/** The connection that a campaign `k` goes on with, as `n`. */
const GOES_ON_WITH =
  "n.id = CASE WHEN k.first_given_up_at IS NULL THEN k.connection_id ELSE k.second_connection_id END";

/**
 * How many more messages the connection `n` takes, as its provider last said: infinite without a limit, null where nobody
 * says, none without a plan that sends. A balance in lira is no number of messages.
 */
const MESSAGES_LEFT = `
  CASE WHEN n.account->'plan'->>'status' = ANY ('{${closedPlans.join(",")}}') OR jsonb_typeof(n.account->'plan') = 'null' THEN 0
    WHEN jsonb_typeof(n.account->'quota') = 'object' THEN coalesce((n.account->'quota'->>'remaining')::float8, 'Infinity')
    WHEN jsonb_typeof(n.account->'balance'->'lira') IS DISTINCT FROM 'number' THEN (n.account->'balance'->>'messages')::float8
  END`;

/** What everybody of a campaign who waits would use of that: messages of a quota, parts of a balance. */
const USE = "CASE WHEN jsonb_typeof(n.account->'quota') = 'object' THEN s.messages ELSE s.parts END";

/**
 * Campaigns that wait for quota by choice and have enough of it again, as steps `go_on`: said after they stopped, and less
 * what others are sending. $1 is the workspace.
 */
export const QUOTA_IS_BACK = `
SELECT k.id, 'go_on'
FROM campaigns k
JOIN workspaces w ON w.id = $1 AND w.halted_at IS NULL AND w.suspended_at IS NULL
JOIN connections n ON n.workspace_id = $1 AND ${GOES_ON_WITH} AND n.state = 'active' AND n.account_at > k.updated_at
WHERE k.workspace_id = $1 AND k.state = 'paused' AND k.state_reason = 'quota' AND k.waits_for_quota
  AND ${MESSAGES_LEFT} >= (
    SELECT coalesce(sum(${USE}), 0) FROM message_stats s
    JOIN campaigns o ON o.workspace_id = $1 AND o.id = s.campaign_id
      AND (o.id = k.id OR o.state = 'sending' AND o.connection_id = n.id)
    WHERE s.workspace_id = $1 AND s.state IN ('pending', 'held'))`;

/** The connections whose quota campaigns wait for. */
export async function awaitedConnections({ db, workspaceId }: TenantTx): Promise<string[]> {
  const rows = await db.$queryRawUnsafe<{ id: string }[]>(
    `SELECT DISTINCT n.id FROM campaigns k JOIN connections n ON n.workspace_id = $1::uuid AND ${GOES_ON_WITH} AND n.state = 'active'
     WHERE k.workspace_id = $1::uuid AND k.state = 'paused' AND k.state_reason = 'quota' AND k.waits_for_quota`,
    workspaceId,
  );
  return rows.map(({ id }) => id);
}

/** How a campaign that stands still for want of quota waits for it. */
export interface QuotaWait {
  readonly waits: boolean;
  /** Whether its provider says how many messages are left, so that it can be known when there is enough. */
  readonly mayWait: boolean;
}

/** Finds out how a campaign waits for quota; null for one that stands still for no such reason. */
export async function quotaWait({ db, workspaceId }: TenantTx, campaignId: string): Promise<QuotaWait | null> {
  const rows = await db.$queryRawUnsafe<QuotaWait[]>(
    `SELECT k.waits_for_quota AS waits,
       n.state = 'active' AND 'account:read' = ANY (n.scopes) AND ${MESSAGES_LEFT} IS NOT NULL AS "mayWait"
     FROM campaigns k JOIN connections n ON n.workspace_id = $1::uuid AND ${GOES_ON_WITH}
     WHERE k.workspace_id = $1::uuid AND k.id = $2::uuid AND k.state = 'paused' AND k.state_reason = 'quota'`,
    workspaceId,
    campaignId,
  );
  return rows[0] ?? null;
}
