import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { addComment, findReview } from "#lib/domain/campaigns/commands/end-review";
import type { CommentInput } from "#lib/domain/campaigns/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Most comments under one submission: a conversation, not a store. */
const MOST_COMMENTS = 200;

/** Writes a comment under a submission. @throws DomainError `campaign.too_many_comments`, `campaign.not_found`. */
export async function commentReview(tx: TenantTx, input: z.output<typeof CommentInput>): Promise<Audited<null>> {
  const review = await findReview(tx, input.campaignId, input.reviewId);
  const written = await tx.db.reviewComment.count({ where: { workspaceId: tx.workspaceId, reviewId: review.id } });
  if (written >= MOST_COMMENTS) throw new DomainError("campaign.too_many_comments", { most: MOST_COMMENTS });
  await addComment(tx, review.id, input.comment);
  const detail = { review: toPublicId("review", review.id) };
  return { result: null, audit: { subject: toPublicId("campaign", input.campaignId), detail } };
}
