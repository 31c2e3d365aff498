import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Stops all sending of the workspace. No call begins after this is committed; calls under way finish and are recorded.
 * What runs is paused, what waits in its undo window keeps waiting.
 *
 * @throws DomainError `workspace.halted` when somebody was faster.
 */
export async function haltSending(tx: TenantTx): Promise<Audited<{ pausedCampaigns: number }>> {
  const { workspaceId, actorId, db } = tx;
  const { count } = await db.workspace.updateMany({
    where: { id: workspaceId, haltedAt: null },
    data: { haltedAt: new Date(), haltedById: actorId },
  });
  if (count !== 1) throw new DomainError("workspace.halted");
  const pausedCampaigns = await pauseRunning(tx);
  return { result: { pausedCampaigns }, audit: { subject: null, detail: { pausedCampaigns } } };
}

/** Pauses every campaign that runs, because all sending is stopped. Each update names the state it starts from. */
export async function pauseRunning({ workspaceId, db }: TenantTx): Promise<number> {
  let paused = 0;
  for (const state of ["preparing", "sending"] as const) {
    const { count } = await db.campaign.updateMany({
      where: { workspaceId, state },
      data: { state: "paused", stateReason: "halt", pausedFrom: state, updatedAt: new Date() },
    });
    paused += count;
  }
  return paused;
}
