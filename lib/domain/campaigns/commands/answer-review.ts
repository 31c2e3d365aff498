import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { Authority } from "#lib/domain/campaigns/approval";
import { actingMember } from "#lib/domain/campaigns/approval-queries";
import { addComment, endReview, findReview, tell } from "#lib/domain/campaigns/commands/end-review";
import { thawed } from "#lib/domain/campaigns/commands/freeze-draft";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { AnswerReviewInput } from "#lib/domain/campaigns/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/** The answers that do not let a campaign go. */
export type ReviewAnswer = "request_changes" | "reject";

/**
 * Sends a submission back for changes, or rejects it for good. Both need a comment, and the authors are told by mail.
 *
 * @throws DomainError `campaign.may_not_approve`, `campaign.comment_required`, `campaign.already_decided`,
 * `campaign.not_found`, `workspace.not_allowed`.
 */
export async function answerReview(
  tx: TenantTx,
  input: z.output<typeof AnswerReviewInput>,
  answer: ReviewAnswer,
  authority: Authority,
): Promise<Audited<null>> {
  const row = await findCampaign(tx, input.campaignId);
  const review = await findReview(tx, row.id, input.reviewId);
  const member = await actingMember(tx);
  if (row.state !== "in_review" || row.reviewId !== review.id) throw new DomainError("campaign.already_decided");
  const facts = { mayApprove: authority.mayApprove(member), commentGiven: input.comment !== "" };
  const now = await databaseNow(tx);
  const change = answer === "reject" ? { finishedAt: now } : thawed;
  await moveCampaign(tx, row, { type: answer }, facts, change, { reviewId: review.id });
  const state = answer === "reject" ? "rejected" : "changes_requested";
  await endReview(tx, review.id, "waiting", { state, decidedById: member.id, decidedAt: now });
  await addComment(tx, review.id, input.comment);
  const authors = [row.createdById, review.submittedById].filter((id) => id !== member.id);
  await tell(tx, review.id, authors, state);
  const detail = { review: toPublicId("review", review.id) };
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail } };
}
