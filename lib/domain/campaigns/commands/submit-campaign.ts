import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { type Authority, isAboveThreshold, REVIEW_DAYS } from "#lib/domain/campaigns/approval";
import { approvalPolicy, approversBeside } from "#lib/domain/campaigns/approval-queries";
import { addComment, tell } from "#lib/domain/campaigns/commands/end-review";
import { freezeDraft, frozenColumns } from "#lib/domain/campaigns/commands/freeze-draft";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { SubmitCampaignInput } from "#lib/domain/campaigns/schema";
import type { StartCheck } from "#lib/domain/campaigns/start-queries";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { scaledMs } from "#lib/infra/clock";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

const REVIEW_MS = REVIEW_DAYS * 24 * 60 * 60_000;

/**
 * Submits a draft for approval: its content is locked, and the approvers are told by mail.
 *
 * @param check The check of this very version, made by the server a moment before.
 * @throws DomainError `campaign.stale`, `campaign.preflight_red` with `detail.checks`, `campaign.wrong_state`,
 * `campaign.start_passed`, `campaign.not_found`.
 */
export async function submitCampaign(
  tx: TenantTx,
  input: z.output<typeof SubmitCampaignInput>,
  check: StartCheck,
  authority: Authority,
): Promise<Audited<{ reviewId: PublicId<"review"> }>> {
  const { workspaceId, actorId } = tx;
  if (actorId === null) throw new Error("a campaign is submitted by a person");
  const row = await findCampaign(tx, input.campaignId);
  if (row.version !== input.version || check.version !== input.version) throw new DomainError("campaign.stale");
  if (check.level === "red") throw new DomainError("campaign.preflight_red", { checks: check.reds });
  const frozen = await freezeDraft(tx, row);
  if (frozen.importReading !== check.reading) throw new DomainError("campaign.stale");

  const { people, parts, longestLine } = check;
  const id = newId();
  const needsTwo = isAboveThreshold(await approvalPolicy(tx), check);
  const submittedAt = await databaseNow(tx);
  if (row.startAt !== null && row.startAt <= submittedAt) throw new DomainError("campaign.start_passed");
  const expiresAt = earlier(new Date(submittedAt.getTime() + scaledMs(REVIEW_MS)), row.startAt);
  await tx.db.review.create({
    data: {
      ...{ workspaceId, id, campaignId: row.id, contentHash: frozen.hash, text: frozen.text, kind: frozen.kind },
      ...{ senderName: frozen.senderName, people, parts, longestLine, needsTwo },
      ...{ submittedById: actorId, submittedAt, expiresAt },
    },
  });
  const change = { ...frozenColumns(frozen), reviewId: id, people, parts };
  await moveCampaign(tx, row, { type: "submit" }, { preflightPasses: true }, change);
  if (input.note !== undefined && input.note !== "") await addComment(tx, id, input.note);
  await tell(tx, id, await approversBeside(tx, authority, actorId), "waiting");
  await enqueue(tx.db, "workspace.wake", { workspaceId }, { startAfter: expiresAt });
  return {
    result: { reviewId: toPublicId("review", id) },
    audit: { subject: toPublicId("campaign", row.id), detail: { version: row.version, people, parts, needsTwo } },
  };
}

/** An approval that comes after the start is none: a submission waits until then at most. */
function earlier(one: Date, other: Date | null): Date {
  return other !== null && other < one ? other : one;
}
