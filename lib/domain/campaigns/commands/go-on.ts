import { decideByConnection } from "#lib/domain/campaigns/commands/finish-preparing";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { PauseReason } from "#lib/domain/campaigns/model";
import { holdCap } from "#lib/domain/workspaces/policy-queries";
import type { TenantTx } from "#lib/infra/db/tenant";

/** What the operator or the workspace itself says against any sending. */
export type Stopped = "workspace.halted" | "workspace.suspended";

/**
 * Holds what could stop a campaign until the transaction ends, before the campaign itself: of a stop and of a campaign that is
 * set going in the same instant one comes first, so that what goes on is stopped with the rest, or does not go on.
 *
 * The workspace, its cap, its connections, as everything that stops them takes them.
 *
 * @returns the stop that is in force; null where there is none.
 */
export async function holdGround(
  tx: TenantTx,
  campaign: { readonly connectionId: string | null; readonly secondConnectionId: string | null },
): Promise<Stopped | null> {
  const { workspaceId, db } = tx;
  const [workspace] = await db.$queryRaw<{ is_halted: boolean; is_suspended: boolean }[]>`
    SELECT halted_at IS NOT NULL AS is_halted, suspended_at IS NOT NULL AS is_suspended
    FROM workspaces WHERE id = ${workspaceId}::uuid FOR SHARE`;
  await holdCap(tx);
  // Whoever ends a connection locks it against this. Its pace is counted on beside it.
  await db.$queryRaw`
    SELECT FROM connections
    WHERE workspace_id = ${workspaceId}::uuid AND id IN (${campaign.connectionId}::uuid, ${campaign.secondConnectionId}::uuid)
    ORDER BY id FOR KEY SHARE`;
  if (workspace === undefined || workspace.is_halted) return "workspace.halted";
  return workspace.is_suspended ? "workspace.suspended" : null;
}

/**
 * Looks once more at a campaign that is being sent again after it was done: where something stands in the way by now, such as a
 * connection that ended or a quota that is used up, it is paused for it.
 *
 * @returns how many wait to be sent to, and why it is paused; null where it is not.
 */
export async function blockIfNeeded(
  tx: TenantTx,
  campaignId: string,
): Promise<{ readonly people: number; readonly reason: PauseReason | null }> {
  const { workspaceId } = tx;
  const pending = await tx.db.messageStat.findUnique({
    where: { workspaceId_campaignId_state: { workspaceId, campaignId, state: "pending" } },
  });
  const people = pending?.messages ?? 0;
  const row = await findCampaign(tx, campaignId);
  const next = await decideByConnection(tx, row, people, await databaseNow(tx));
  if (next.type !== "block") return { people, reason: null };
  await moveCampaign(tx, row, next, {});
  return { people, reason: next.reason };
}
