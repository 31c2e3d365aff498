import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { isAboveThreshold } from "#lib/domain/campaigns/approval";
import { approvalPolicy } from "#lib/domain/campaigns/approval-queries";
import { freezeDraft, frozenColumns } from "#lib/domain/campaigns/commands/freeze-draft";
import { fitsToday, openWindow, type StartedCampaign, waitsHere, wakeAt } from "#lib/domain/campaigns/commands/launch";
import { findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { isEditable } from "#lib/domain/campaigns/model";
import type { StartCampaignInput } from "#lib/domain/campaigns/schema";
import { fitsSenderCap } from "#lib/domain/campaigns/sender-queries";
import type { StartCheck } from "#lib/domain/campaigns/start-queries";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";

/**
 * Starts a draft: freezes text, sender and list, and opens the undo window. Nothing goes out before the window is over.
 * A draft with a start is scheduled for it instead.
 *
 * The version and the state are part of the change itself, so of two browsers that send the same draft one is refused.
 *
 * @param check The check of this very version, made by the server a moment before.
 * @throws DomainError `campaign.already_started`, `campaign.stale`, `campaign.preflight_red` with `detail.checks`,
 * `campaign.approval_required` above the workspace's threshold and wherever everything must be signed,
 * `campaign.over_cap`, `campaign.start_passed`, `campaign.not_found`, `workspace.halted`, `workspace.suspended`, `workspace.over_limit`.
 */
export async function startCampaign(
  tx: TenantTx,
  input: z.output<typeof StartCampaignInput>,
  check: StartCheck,
): Promise<Audited<StartedCampaign>> {
  const { actorId } = tx;
  if (actorId === null) throw new Error("a campaign is started by a person");
  const row = await findCampaign(tx, input.campaignId);
  if (!isEditable(row.state)) throw new DomainError("campaign.already_started");
  if (row.version !== input.version || check.version !== input.version) throw new DomainError("campaign.stale");
  if (check.level === "red") throw new DomainError("campaign.preflight_red", { checks: check.reds });
  const frozen = await freezeDraft(tx, row);
  if (frozen.importReading !== check.reading) throw new DomainError("campaign.stale");

  const { now, holdUntil, countsAt } = await openWindow(tx, check.people, frozen);
  const facts = {
    preflightPasses: true,
    approvalNotRequired: env().signatureGate === null && !isAboveThreshold(await approvalPolicy(tx), check),
    withinCaps:
      (await fitsToday(tx, row.id, check.people, countsAt)) && (await fitsSenderCap(tx, actorId, check.people, now)),
  };
  const { people, parts } = check;
  const change = { ...frozenColumns(frozen), reviewId: null, holdUntil, people, parts, startedById: actorId };
  const type = waitsHere(frozen) ? "schedule" : "send";
  await moveCampaign(tx, row, { type }, facts, change).catch((error: unknown) => {
    const isLate = error instanceof DomainError && error.code === "campaign.wrong_state";
    throw isLate ? new DomainError("campaign.already_started") : error;
  });
  await wakeAt(tx, holdUntil);
  const subject = toPublicId("campaign", row.id);
  return { result: { holdUntil }, audit: { subject, detail: { version: row.version, people, ...startDetail(row) } } };
}

/** What the history says about the start of a scheduled campaign. */
function startDetail({ startAt, startZone }: { readonly startAt: Date | null; readonly startZone: string | null }) {
  return startAt === null ? {} : { startAt: startAt.toISOString(), zone: startZone };
}
