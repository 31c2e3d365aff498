"use client";

import { useTranslations } from "next-intl";
import { CheckLines } from "#components/compose/check-lines";
import { Banner } from "#components/ui/banner";
import { Card, CardHeader } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import { useCheckup } from "../compose/use-checkup.ts";

/** The check of a submission as it stands at this moment: what was in order yesterday may not be today. */
export function CurrentCheck({ slug, campaignId, reviewId }: { slug: string; campaignId: string; reviewId: string }) {
  const t = useTranslations("review.check");
  const compose = useTranslations("compose.check");
  const { checkup, isCurrent, hasFailed } = useCheckup(slug, campaignId, reviewId);
  return (
    <Card aria-labelledby="check" aria-busy={!isCurrent}>
      <CardHeader id="check" title={t("title")}>
        <span className="sm muted">{t("now")}</span>
      </CardHeader>
      {hasFailed && (
        <Banner tone="warn" live="status">
          {compose("failed")}
        </Banner>
      )}
      {checkup === null ? (
        <SkeletonRows rows={4} columns={2} />
      ) : (
        <div className="check-card">
          <CheckLines checkup={checkup} />
        </div>
      )}
    </Card>
  );
}
