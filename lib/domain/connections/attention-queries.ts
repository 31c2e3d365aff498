import { sentBack, waitingReviews } from "#lib/domain/campaigns/review-queries";
import { type Attention, attentionOf } from "#lib/domain/connections/attention";
import { leavingKeys, pendingAccounts } from "#lib/domain/connections/leaving-queries";
import { listConnections } from "#lib/domain/connections/queries";
import { toPublicId } from "#lib/domain/ids";
import { USABLE_SENDERS } from "#lib/domain/senders/usable";
import type { TenantTx } from "#lib/infra/db/tenant";

const MOST_PAUSED = 5;

/**
 * Reads what waits for a person in this workspace. The provider is never called for it.
 *
 * @param mayApprove Whether the one who looks may answer submissions.
 */
export async function readAttention(tx: TenantTx, mayApprove: boolean): Promise<Attention[]> {
  const { workspaceId } = tx;
  const connections = await listConnections(tx);
  const pending = await pendingAccounts(tx);
  const leaving = await leavingKeys(tx);
  const senders = await tx.db.sender.findMany({
    where: {
      workspaceId,
      isListed: true,
      status: { in: [...USABLE_SENDERS] },
      connection: { state: { not: "disconnected" } },
    },
    select: { isDefault: true },
    take: 1_000,
  });
  const unknown = await tx.db.messageStat.aggregate({
    where: { workspaceId, state: "unknown" },
    _sum: { messages: true },
  });
  const paused = await tx.db.campaign.findMany({
    where: { workspaceId, state: "paused" },
    select: { id: true, name: true, stateReason: true },
    orderBy: { id: "desc" },
    take: MOST_PAUSED,
  });
  return attentionOf({
    connections: connections.map((connection) => ({
      remoteName: connection.remoteName,
      state: connection.state,
      missing: connection.missing,
      gate: connection.gate,
      silentSince: connection.silentSince,
      remaining: connection.account?.quota?.remaining ?? null,
      upgradeUrl: connection.account?.upgradeUrl ?? null,
    })),
    pendingNames: pending.map(({ remoteName }) => remoteName),
    leftKeys: leaving.filter(({ state }) => state !== "pending").length,
    hasDefaultSender: senders.some(({ isDefault }) => isDefault),
    hasApprovedSender: senders.length > 0,
    reviews: mayApprove ? await waitingReviews(tx) : [],
    sentBack: await sentBack(tx),
    unknownMessages: unknown._sum.messages ?? 0,
    paused: paused.map(({ id, name, stateReason }) => ({ id: toPublicId("campaign", id), name, reason: stateReason })),
  });
}
