import { getTranslations } from "next-intl/server";
import { CommentForm } from "#components/review/comment-form";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Moment } from "#components/ui/moment";
import type { ReviewView } from "#lib/domain/campaigns/review-queries";
import type { Scope } from "#lib/gate/scope";
import { commentAction } from "../actions";

/** What people wrote to each other, over all submissions of the campaign. */
export async function CommentsCard({ review, scope }: { review: ReviewView; scope: Scope }) {
  const t = await getTranslations("review.comments");
  const { comments, campaignId, reviewId } = review;
  return (
    <Card aria-labelledby="comments">
      <CardHeader id="comments" title={t("title")} count={comments.length > 0 ? comments.length : undefined} />
      {comments.length > 0 && (
        <ul className="words">
          {comments.map(({ id, author, body, at }) => (
            <li key={id}>
              <div className="row wrap sm">
                <b>{author}</b>
                <Moment at={at} zone={scope.zone} muted />
              </div>
              <p>{body}</p>
            </li>
          ))}
        </ul>
      )}
      <CardBody className="stack stack-3">
        {comments.length === 0 && <p className="sm muted">{t("none")}</p>}
        {scope.may("campaigns:write") && (
          <CommentForm slug={scope.slug} campaignId={campaignId} reviewId={reviewId} action={commentAction} />
        )}
      </CardBody>
    </Card>
  );
}
