import { getTranslations } from "next-intl/server";
import { Banner } from "#components/ui/banner";
import { LinkButton } from "#components/ui/link-button";
import type { CampaignState } from "#lib/domain/campaigns/model";
import { readReview } from "#lib/domain/campaigns/review-queries";
import type { OpenPage } from "#lib/gate/page";

interface SentBackNoticeProps {
  open: OpenPage;
  campaignId: string;
  state: CampaignState;
}

/** What the approver asked for, above the draft it is asked of. */
export async function SentBackNotice({ open, campaignId, state }: SentBackNoticeProps) {
  if (state !== "changes_requested") return null;
  const t = await getTranslations("review.note");
  const review = await open.read((tx) => readReview(tx, campaignId));
  if (review === null) return null;
  const comment = review.comments.findLast(({ author }) => author === review.decidedBy)?.body ?? "";
  return (
    <Banner
      tone="warn"
      action={
        <LinkButton small href={`/w/${open.scope.slug}/campaigns/${review.campaignId}/review`}>
          {t("look")}
        </LinkButton>
      }
    >
      {review.state === "refused" ? t("refused") : t("changes", { person: review.decidedBy ?? "", comment })}
    </Banner>
  );
}
