import { databaseNow } from "#lib/domain/campaigns/commands/move-campaign";
import { DomainError } from "#lib/domain/errors";
import { countedWithinDay, dailyLimitOf } from "#lib/domain/instance/queries";
import { lockedPolicy } from "#lib/domain/workspaces/policy-queries";
import { scaledMs } from "#lib/infra/clock";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/** What a person who pressed send sees: until when it can be taken back, which of a scheduled one is its start. */
export interface StartedCampaign {
  readonly holdUntil: Date;
}

/** A campaign on its way: into its undo window, or to its start. */
interface Launch extends StartedCampaign {
  readonly now: Date;
  /** The instant by whose day it counts against caps. */
  readonly countsAt: Date;
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
  if ((await countedWithinDay(tx, now)) + people > limit) throw new DomainError("workspace.over_limit");
}

/** When a campaign is to start, and whether its provider keeps it until then: it is handed over now in that case. */
export interface Plan {
  readonly startAt: Date | null;
  readonly atProvider: boolean;
}

/** Whether a campaign waits here for its start. */
export function waitsHere({ startAt, atProvider }: Plan): boolean {
  return startAt !== null && !atProvider;
}

/**
 * The undo window of a campaign to so many people that is sent now; of one with a start, the time until then.
 *
 * @throws DomainError `campaign.start_passed`, `workspace.halted`, `workspace.suspended`, `workspace.over_limit`.
 */
export async function openWindow(tx: TenantTx, people: number, plan: Plan): Promise<Launch> {
  const { startAt } = plan;
  const workspace = await tx.db.workspace.findUniqueOrThrow({
    where: { id: tx.workspaceId },
    select: { undoSeconds: true, haltedAt: true, suspendedAt: true },
  });
  if (workspace.haltedAt !== null) throw new DomainError("workspace.halted");
  if (workspace.suspendedAt !== null) throw new DomainError("workspace.suspended");
  const now = await databaseNow(tx);
  if (startAt !== null && startAt <= now) throw new DomainError("campaign.start_passed");
  await keepLimit(tx, await dailyLimitOf(tx), people, now);
  if (startAt !== null && waitsHere(plan)) return { now, holdUntil: startAt, countsAt: startAt };
  return { countsAt: now, now, holdUntil: new Date(now.getTime() + scaledMs(workspace.undoSeconds * 1_000)) };
}

/** Wakes the worker now, so that it knows and keeps a timer; and at the end of the window, in case that worker is gone. */
export async function wakeAt(tx: TenantTx, instant: Date): Promise<void> {
  const { workspaceId } = tx;
  await enqueue(tx.db, "workspace.wake", { workspaceId });
  await enqueue(tx.db, "workspace.wake", { workspaceId }, { startAfter: instant });
}
