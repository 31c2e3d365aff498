import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { endReview, findReview } from "#lib/domain/campaigns/commands/end-review";
import { thawed } from "#lib/domain/campaigns/commands/freeze-draft";
import { findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { ReviewInput } from "#lib/domain/campaigns/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Takes a submission back, so that the campaign can be written on; an approval that waits for its signature is void.
 *
 * @param isAdmin Whether the one who acts is an owner or admin, who may withdraw anybody's.
 * @throws DomainError `campaign.not_author`, `campaign.wrong_state`, `campaign.already_decided`, `campaign.not_found`.
 */
export async function withdrawReview(
  tx: TenantTx,
  input: z.output<typeof ReviewInput>,
  isAdmin: boolean,
): Promise<Audited<null>> {
  const row = await findCampaign(tx, input.campaignId);
  const review = await findReview(tx, row.id, input.reviewId);
  if (row.reviewId !== review.id) throw new DomainError("campaign.already_decided");
  const isAuthor = tx.actorId === row.createdById || tx.actorId === review.submittedById;
  const facts = { authorOrAdmin: isAuthor || isAdmin };
  await moveCampaign(tx, row, { type: "withdraw" }, facts, thawed, { reviewId: review.id });
  await endReview(tx, review.id, row.state === "in_review" ? "waiting" : "approved", { state: "withdrawn" });
  const detail = { review: toPublicId("review", review.id) };
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail } };
}
