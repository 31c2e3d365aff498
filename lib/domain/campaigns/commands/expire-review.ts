import type { Audited } from "#lib/domain/audit/model";
import { endReview, findReview, tell } from "#lib/domain/campaigns/commands/end-review";
import { thawed } from "#lib/domain/campaigns/commands/freeze-draft";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Makes a campaign that nobody answered, or nobody signed, in seven days a draft again. Its authors are told by mail.
 *
 * @throws DomainError `campaign.not_due`, `campaign.wrong_state` when somebody answered meanwhile, `campaign.not_found`.
 */
export async function expireReview(tx: TenantTx, campaignId: string): Promise<Audited<null>> {
  const row = await findCampaign(tx, campaignId);
  if (row.reviewId === null) throw new DomainError("campaign.wrong_state", { state: row.state, event: "expire" });
  const review = await findReview(tx, row.id, row.reviewId);
  const reviewOverdue = review.expiresAt <= (await databaseNow(tx));
  await moveCampaign(tx, row, { type: "expire" }, { reviewOverdue }, thawed, { reviewId: review.id });
  await endReview(tx, review.id, row.state === "in_review" ? "waiting" : "approved", { state: "expired" });
  await tell(tx, review.id, [row.createdById, review.submittedById], "expired");
  const detail = { review: toPublicId("review", review.id), from: row.state };
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail } };
}
