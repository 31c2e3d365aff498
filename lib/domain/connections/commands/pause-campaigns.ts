import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Stops what a connection is sending right now; campaigns that went on with their second connection are that one's. Nothing is marked failed; what was not tried stays pending.
 *
 * Each update names the state it starts from, so a campaign that ends or stops at the same moment is left alone.
 *
 * @returns how many were stopped.
 */
export async function pauseCampaignsOf(
  tx: TenantTx,
  connectionId: string,
  reason: "connection" | "scope",
): Promise<number> {
  let stopped = 0;
  for (const state of ["preparing", "sending"] as const) {
    const { count } = await tx.db.campaign.updateMany({
      where: {
        ...{ workspaceId: tx.workspaceId, state },
        OR: [
          { connectionId, firstGivenUpAt: null },
          { secondConnectionId: connectionId, firstGivenUpAt: { not: null } },
        ],
      },
      data: { state: "paused", stateReason: reason, pausedFrom: state, updatedAt: new Date() },
    });
    stopped += count;
  }
  return stopped;
}
