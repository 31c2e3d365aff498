import { databaseNow } from "#lib/domain/campaigns/commands/move-campaign";
import { DomainError } from "#lib/domain/errors";
import { startedWithinDay } from "#lib/domain/instance/queries";
import { lockedPolicy } from "#lib/domain/workspaces/policy-queries";
import { scaledMs } from "#lib/infra/clock";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/** What a person who pressed send sees: until when it can be taken back. */
export interface StartedCampaign {
  readonly holdUntil: Date;
}

/** Whether so many people still fit into what the workspace allows on one day. */
export async function fitsToday(tx: TenantTx, campaignId: string, people: number, now: Date): Promise<boolean> {
  const { cap, usedToday } = await lockedPolicy(tx, now, campaignId);
  return cap === null || usedToday + people <= cap;
}

/** Refuses to start more within a day than the operator of the instance allows; of two starts at once, one waits. */
async function keepLimit(tx: TenantTx, limit: number | null, people: number, now: Date): Promise<void> {
  if (limit === null) return;
  await tx.db.$executeRaw`SELECT id FROM workspaces WHERE id = ${tx.workspaceId}::uuid FOR UPDATE`;
  if ((await startedWithinDay(tx, now)) + people > limit) throw new DomainError("workspace.over_limit");
}

/**
 * The undo window of a campaign to so many people that is started now.
 *
 * @throws DomainError `workspace.halted`, `workspace.suspended`, `workspace.over_limit`.
 */
export async function openWindow(tx: TenantTx, people: number): Promise<StartedCampaign & { readonly now: Date }> {
  const workspace = await tx.db.workspace.findUniqueOrThrow({
    where: { id: tx.workspaceId },
    select: { undoSeconds: true, haltedAt: true, suspendedAt: true, dailyLimit: true },
  });
  if (workspace.haltedAt !== null) throw new DomainError("workspace.halted");
  if (workspace.suspendedAt !== null) throw new DomainError("workspace.suspended");
  const now = await databaseNow(tx);
  await keepLimit(tx, workspace.dailyLimit, people, now);
  return { now, holdUntil: new Date(now.getTime() + scaledMs(workspace.undoSeconds * 1_000)) };
}

/** Wakes the worker now, so that it knows and keeps a timer; and at the end of the window, in case that worker is gone. */
export async function wakeAt(tx: TenantTx, instant: Date): Promise<void> {
  const { workspaceId } = tx;
  await enqueue(tx.db, "workspace.wake", { workspaceId });
  await enqueue(tx.db, "workspace.wake", { workspaceId }, { startAfter: instant });
}
