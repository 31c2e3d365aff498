"use server";

import { answerReview } from "#lib/domain/campaigns/commands/answer-review";
import { commentReview } from "#lib/domain/campaigns/commands/comment-review";
import { withdrawReview } from "#lib/domain/campaigns/commands/withdraw-review";
import { AnswerReviewInput, CommentInput, ReviewInput } from "#lib/domain/campaigns/schema";
import { defineAction } from "#lib/gate/action";
import { authority } from "#lib/gate/authority";

export const requestChangesAction = defineAction({
  name: "campaign.request_changes",
  permission: "campaigns:approve",
  input: AnswerReviewInput,
  run: (tx, input) => answerReview(tx, input, "request_changes", authority),
});

export const rejectAction = defineAction({
  name: "campaign.reject",
  permission: "campaigns:approve",
  input: AnswerReviewInput,
  run: (tx, input) => answerReview(tx, input, "reject", authority),
});

export const withdrawAction = defineAction({
  name: "campaign.withdraw",
  permission: "campaigns:write",
  input: ReviewInput,
  run: (tx, input, { role }) => withdrawReview(tx, input, role === "owner" || role === "admin"),
});

export const commentAction = defineAction({
  name: "campaign.comment",
  permission: "campaigns:write",
  input: CommentInput,
  run: commentReview,
});
