import PenLine from "lucide-react/icons/pen-line";
import { getFormatter, getTranslations } from "next-intl/server";
import type { Tone } from "#components/ui/badge";
import { Banner } from "#components/ui/banner";
import { Icon } from "#components/ui/icon";
import { LinkButton } from "#components/ui/link-button";
import { WatchState } from "#components/ui/watch-state";
import type { ReviewState } from "#lib/domain/campaigns/approval";
import type { ReviewView } from "#lib/domain/campaigns/review-queries";
import type { Scope } from "#lib/gate/scope";
import { obstacleOf } from "./decision";

const tones: Record<ReviewState, Tone> = {
  waiting: "info",
  approved: "ok",
  changes_requested: "warn",
  rejected: "bad",
  withdrawn: "quiet",
  expired: "warn",
  refused: "bad",
};

interface StandingProps {
  review: ReviewView;
  scope: Scope;
}

/** Where a submission stands, and what keeps this person from answering it. */
export async function Standing({ review, scope }: StandingProps) {
  const t = await getTranslations("review");
  const format = await getFormatter();
  const moment = (at: Date | null) => (at === null ? "" : format.dateTime(at, "moment", { timeZone: scope.zone }));
  if (review.isCurrent && review.campaignState === "awaiting_signature") return <Signing review={review} />;
  const isWaiting = review.isCurrent && review.state === "waiting";
  const obstacle = isWaiting && scope.may("campaigns:approve") ? obstacleOf(review, scope) : undefined;
  const person = review.decidedBy ?? "";
  return (
    <>
      {obstacle !== undefined && (
        <Banner tone="warn">
          <span id="approve-why">{t(obstacle)}</span>
        </Banner>
      )}
      <Banner tone={tones[review.state]}>
        <p>{t(`state.${review.state}`, { person, time: moment(review.decidedAt) })}</p>
        {isWaiting && <p className="sm">{t("expires", { time: moment(review.expiresAt) })}</p>}
        {review.signedBy !== null && (
          <p className="sm">{t("signature.signed", { person: review.signedBy, time: moment(review.signedAt) })}</p>
        )}
      </Banner>
    </>
  );
}

async function Signing({ review }: { review: ReviewView }) {
  const t = await getTranslations("review.signature");
  const { signatureUrl } = review;
  const action =
    signatureUrl === null ? undefined : (
      <LinkButton look="primary" icon={<Icon of={PenLine} />} href={signatureUrl}>
        {t("sign")}
      </LinkButton>
    );
  return (
    <Banner action={action}>
      <p>{t(signatureUrl === null ? "asking" : "waiting")}</p>
      <WatchState />
    </Banner>
  );
}
