import type { ReviewState } from "#lib/domain/campaigns/approval";
import { DomainError } from "#lib/domain/errors";
import type { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { enqueue, type JobPayload } from "#lib/infra/queue";

/** Reads a submission. @throws DomainError `campaign.not_found`. */
export async function findReview(tx: TenantTx, campaignId: string, reviewId: string) {
  const { workspaceId } = tx;
  const review = await tx.db.review.findFirst({ where: { workspaceId, id: reviewId, campaignId } });
  if (review === null) throw new DomainError("campaign.not_found");
  return review;
}

/**
 * Moves a submission on, if it is still in the state it was read in: of two answers at once, one is refused.
 *
 * @param guard What else must still be so, such as the content hash.
 * @throws DomainError `campaign.already_decided`.
 */
export async function endReview(
  tx: TenantTx,
  reviewId: string,
  from: ReviewState,
  change: Prisma.ReviewUncheckedUpdateManyInput,
  guard: Prisma.ReviewWhereInput = {},
): Promise<void> {
  const { count } = await tx.db.review.updateMany({
    where: { ...guard, workspaceId: tx.workspaceId, id: reviewId, state: from },
    data: change,
  });
  if (count !== 1) throw new DomainError("campaign.already_decided");
}

/** Writes a comment of the one who acts under a submission. */
export async function addComment(tx: TenantTx, reviewId: string, body: string): Promise<void> {
  const { workspaceId, actorId } = tx;
  if (actorId === null) throw new Error("a comment is written by a person");
  await tx.db.reviewComment.create({ data: { workspaceId, id: newId(), reviewId, authorId: actorId, body } });
}

/** Sends a mail about a submission to people, each in a job of its own, so that a repeated job repeats one mail only. */
export async function tell(
  tx: TenantTx,
  reviewId: string,
  userIds: readonly string[],
  occasion: JobPayload<"mail.review">["occasion"],
): Promise<void> {
  const { workspaceId } = tx;
  for (const userId of new Set(userIds)) {
    await enqueue(tx.db, "mail.review", { workspaceId, reviewId, userId, occasion });
  }
}
