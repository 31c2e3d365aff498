import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
import { LEG_CONNECTION, LEG_IS_USED } from "#lib/domain/messages/legs";
import type { TenantSql } from "#lib/infra/db/tenant";

/**
 * Looks once more whether a begun call may still be made: same lease, campaign sending, workspace not halted, provider not turned off, no quiet hours,
 * and whoever sent it may still send.
 *
 * For a worker that was held up between writing the attempt and the first byte; a pause in that time must hold.
 *
 * @param remainingMs How long the lease must last from now: longer than the call can take.
 */
export async function confirmCall(sql: TenantSql, lease: ChunkLease, remainingMs: number, now: Date): Promise<boolean> {
  const { rowCount } = await sql.client.query({
    name: "confirm-call",
    text: `
SELECT FROM chunks c
JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id AND k.state = 'sending' AND ${LEG_IS_USED}
JOIN connections n ON n.workspace_id = c.workspace_id AND n.id = ${LEG_CONNECTION} AND n.state = 'active'
  AND NOT provider_is_off(n.provider)
JOIN memberships s ON s.workspace_id = c.workspace_id AND s.user_id = k.started_by_id AND may_still_send(s.role, s.may_send)
JOIN workspaces w ON w.id = c.workspace_id AND w.halted_at IS NULL AND w.suspended_at IS NULL
  AND (k.kind <> 'commercial' OR NOT is_quiet($5, w.zone, w.quiet_from, w.quiet_until, w.quiet_days))
WHERE c.workspace_id = $1 AND c.id = $2 AND c.fence = $3 AND c.state = 'open'
  AND c.lease_until > clock_timestamp() + $4::float8 * interval '1 millisecond'`,
    values: [sql.workspaceId, lease.chunkId, lease.fence, remainingMs, now],
  });
  return rowCount === 1;
}
