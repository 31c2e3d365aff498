import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { CampaignBadge } from "#components/campaigns/campaign-badge";
import { CurrentCheck } from "#components/review/current-check";
import { ClientTexts } from "#components/shell/client-texts";
import { PageHead } from "#components/ui/page-head";
import { SkeletonCard } from "#components/ui/skeleton";
import { type ReviewView, readReview } from "#lib/domain/campaigns/review-queries";
import { DomainError } from "#lib/domain/errors";
import { parsePublicId } from "#lib/domain/ids";
import { type OpenPage, openPage } from "#lib/gate/page";
import { CommentsCard } from "./_parts/comments-card";
import { Decision } from "./_parts/decision";
import { ExamplesCard } from "./_parts/examples-card";
import { FactsCard } from "./_parts/facts-card";
import { Standing } from "./_parts/standing";
import { TextCard } from "./_parts/text-card";

interface ReviewPageProps {
  params: Promise<{ workspace: string; id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("review");
  return { title: t("title") };
}

async function find({ read }: OpenPage, id: string): Promise<ReviewView> {
  const campaignId = parsePublicId("campaign", id);
  if (campaignId === null) notFound();
  const review = await read((tx) => readReview(tx, campaignId)).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "campaign.not_found") notFound();
    throw error;
  });
  return review ?? notFound();
}

/** What was submitted for approval, and the answer to it. */
export default async function ReviewPage({ params }: ReviewPageProps) {
  const { workspace, id } = await params;
  const open = await openPage(workspace, "workspace:read");
  const review = await find(open, id);
  const { scope } = open;
  const t = await getTranslations("review");
  const format = await getFormatter();
  const nav = await getTranslations("shell.nav");
  const time = format.dateTime(review.submittedAt, "moment", { timeZone: scope.zone });
  const isWaiting = review.isCurrent && review.campaignState === "in_review";
  const mayWrite = scope.may("campaigns:write");
  return (
    <ClientTexts also={["review", "compose"]}>
      <div className="page stack stack-5">
        <PageHead
          title={review.name}
          parent={{ href: `/w/${workspace}/campaigns`, label: nav("campaigns") }}
          state={<CampaignBadge state={review.campaignState} />}
          text={review.isOwn ? t("submittedOwn", { time }) : t("submitted", { person: review.submittedBy, time })}
        >
          <Decision review={review} scope={scope} />
        </PageHead>
        <Standing review={review} scope={scope} />
        <div className="cols">
          <div className="col c8">
            <TextCard review={review} scope={scope} />
            <Suspense fallback={<SkeletonCard height={320} />}>
              <ExamplesCard open={open} review={review} />
            </Suspense>
          </div>
          <div className="col c4">
            <FactsCard review={review} />
            {isWaiting && mayWrite && (
              <CurrentCheck slug={workspace} campaignId={review.campaignId} reviewId={review.reviewId} />
            )}
            <CommentsCard review={review} scope={scope} />
          </div>
        </div>
      </div>
    </ClientTexts>
  );
}
