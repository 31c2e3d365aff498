import { getTranslations } from "next-intl/server";
import { AnswerButton, ApproveButton, WithdrawButton } from "#components/review/decision";
import { LinkButton } from "#components/ui/link-button";
import { isEditable } from "#lib/domain/campaigns/model";
import type { ReviewView } from "#lib/domain/campaigns/review-queries";
import { isSignatureAsked } from "#lib/gate/instance-settings";
import type { Scope } from "#lib/gate/scope";
import { rejectAction, requestChangesAction, withdrawAction } from "../actions";

/** Why this person cannot approve it just now; undefined when nothing is in the way. */
export function obstacleOf(review: ReviewView, scope: Scope): "own" | "halted" | undefined {
  if (review.isOwn && (review.needsTwo || !scope.may("messages:send"))) return "own";
  return scope.isHalted ? "halted" : undefined;
}

/** What this person can do about a submission. */
export async function Decision({ review, scope }: { review: ReviewView; scope: Scope }) {
  const t = await getTranslations("review");
  const { campaignId, reviewId, campaignState, isCurrent } = review;
  const path = `/w/${scope.slug}/campaigns/${campaignId}`;
  const submission = { slug: scope.slug, campaignId, reviewId };
  const mayWithdraw = scope.may("campaigns:write") && (review.isOwn || scope.may("settings:manage"));
  if (isEditable(campaignState)) {
    return scope.may("campaigns:write") && <LinkButton href={`${path}/edit`}>{t("edit")}</LinkButton>;
  }
  const isOpen = isCurrent && (campaignState === "in_review" || campaignState === "awaiting_signature");
  if (!isOpen) return <LinkButton href={path}>{t("toCampaign")}</LinkButton>;
  const mayAnswer = campaignState === "in_review" && scope.may("campaigns:approve");
  const { hash, people, parts, senderName } = review;
  return (
    <>
      {mayWithdraw && <WithdrawButton {...submission} action={withdrawAction} />}
      {mayAnswer && (
        <>
          <AnswerButton answer="reject" {...submission} action={rejectAction} />
          <AnswerButton answer="changes" {...submission} action={requestChangesAction} />
          <ApproveButton
            {...submission}
            {...{ hash, people, parts, sender: senderName }}
            isSigned={isSignatureAsked()}
            obstacle={obstacleOf(review, scope)}
          />
        </>
      )}
    </>
  );
}
