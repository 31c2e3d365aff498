import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { StartCampaignInput } from "#lib/domain/campaigns/schema";
import { fitsSenderCap } from "#lib/domain/campaigns/sender-queries";
import type { StartCheck } from "#lib/domain/campaigns/start-queries";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { startedWithinDay } from "#lib/domain/instance/queries";
import { lockedPolicy } from "#lib/domain/workspaces/policy-queries";
import { scaledMs } from "#lib/infra/clock";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/** What a person who pressed send sees: until when it can be taken back. */
export interface StartedCampaign {
  readonly holdUntil: Date;
}

/** Whether workspace and member may send to so many people: of today, and of what the same member started within a day. */
async function isWithinCap(tx: TenantTx, campaignId: string, people: number, now: Date): Promise<boolean> {
  const { actorId } = tx;
  if (actorId === null) return false;
  const { cap, usedToday } = await lockedPolicy(tx, now, campaignId);
  if (cap !== null && usedToday + people > cap) return false;
  return fitsSenderCap(tx, actorId, people, now);
}

/** Refuses to start more within a day than the operator of the instance allows; of two starts at once, one waits. */
async function keepLimit(tx: TenantTx, limit: number | null, people: number, now: Date): Promise<void> {
  if (limit === null) return;
  await tx.db.$executeRaw`SELECT id FROM workspaces WHERE id = ${tx.workspaceId}::uuid FOR UPDATE`;
  if ((await startedWithinDay(tx, now)) + people > limit) throw new DomainError("workspace.over_limit");
}

/** What a sent campaign is bound to. Any change of it is a change of what was approved. */
function hashOf(parts: readonly (string | number)[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(JSON.stringify(parts)).digest());
}

/**
 * Starts a draft: freezes text, sender and list, and opens the undo window. Nothing goes out before the window is over.
 *
 * The version and the state are part of the change itself, so of two browsers that send the same draft one is refused.
 *
 * @param check The check of this very version, made by the server a moment before.
 * @throws DomainError `campaign.already_started`, `campaign.stale`, `campaign.preflight_red` with `detail.checks`,
 * `campaign.over_cap`, `campaign.not_found`, `workspace.halted`, `workspace.suspended`, `workspace.over_limit`.
 */
export async function startCampaign(
  tx: TenantTx,
  input: z.output<typeof StartCampaignInput>,
  check: StartCheck,
): Promise<Audited<StartedCampaign>> {
  const { workspaceId } = tx;
  const row = await findCampaign(tx, input.campaignId);
  if (row.state !== "draft" && row.state !== "changes_requested") throw new DomainError("campaign.already_started");
  if (row.version !== input.version || check.version !== input.version) throw new DomainError("campaign.stale");
  if (check.level === "red") throw new DomainError("campaign.preflight_red", { checks: check.reds });
  const frozen = await freeze(tx, row);
  if (frozen.importReading !== check.reading) throw new DomainError("campaign.stale");

  const workspace = await tx.db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { undoSeconds: true, haltedAt: true, suspendedAt: true, dailyLimit: true },
  });
  if (workspace.haltedAt !== null) throw new DomainError("workspace.halted");
  if (workspace.suspendedAt !== null) throw new DomainError("workspace.suspended");
  const now = await databaseNow(tx);
  await keepLimit(tx, workspace.dailyLimit, check.people, now);
  const holdUntil = new Date(now.getTime() + scaledMs(workspace.undoSeconds * 1_000));
  const facts = {
    preflightPasses: true,
    approvalNotRequired: true,
    withinCaps: await isWithinCap(tx, row.id, check.people, now),
  };
  const change = { ...frozen, holdUntil, people: check.people, parts: check.parts, startedById: tx.actorId };
  await moveCampaign(tx, row, { type: "send" }, facts, change).catch((error: unknown) => {
    const isLate = error instanceof DomainError && error.code === "campaign.wrong_state";
    throw isLate ? new DomainError("campaign.already_started") : error;
  });
  // Now, so that a worker knows of it and keeps a timer; and at the end of the window, in case that worker is gone.
  await enqueue(tx.db, "workspace.wake", { workspaceId });
  await enqueue(tx.db, "workspace.wake", { workspaceId }, { startAfter: holdUntil });
  const subject = toPublicId("campaign", row.id);
  return { result: { holdUntil }, audit: { subject, detail: { version: row.version, people: check.people } } };
}

/** The columns that are fixed from here on. */
async function freeze(tx: TenantTx, row: Awaited<ReturnType<typeof findCampaign>>) {
  const { workspaceId } = tx;
  const { senderId, importId, connectionId, kind, text } = row;
  if (senderId === null || importId === null || connectionId === null || kind === null) {
    throw new DomainError("campaign.preflight_red", { checks: [] });
  }
  const sender = await tx.db.sender.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: senderId } } });
  if (sender.connectionId !== connectionId) throw new DomainError("campaign.stale");
  const list = await tx.db.import.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: importId } },
    select: { reading: true },
  });
  const { name: senderName, providerCode } = sender;
  const importReading = list.reading;
  const contentHash = hashOf([text, kind, senderName, providerCode, connectionId, importId, importReading]);
  return { senderName, importReading, contentHash };
}
