import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Banner } from "#components/ui/banner";
import { LinkButton } from "#components/ui/link-button";
import { startFailures } from "#lib/domain/campaigns/model";
import { type Progress, standing } from "#lib/domain/campaigns/report";
import { PausedBanner } from "./paused-banner";

interface NoticesProps {
  progress: Progress;
  blockCode: string | null;
  root: string;
  unknownHref: string;
  decideHref: string;
  waitsForQuota: boolean | null;
  quotaChoice: ReactNode;
}

/** What is out of the ordinary about a campaign, with what to do about it. */
export function Notices({ progress, root, unknownHref, decideHref, ...paused }: NoticesProps) {
  const { left, unknown } = standing(progress.counts);
  return (
    <>
      {progress.state === "paused" && (
        <PausedBanner
          reason={progress.stateReason}
          left={left}
          connectionsHref={`${root}/connections`}
          dashboardHref={root}
          code={paused.blockCode}
          waitsForQuota={paused.waitsForQuota}
          choice={paused.quotaChoice}
        />
      )}
      {progress.state === "failed" && <FailedBanner reason={progress.stateReason} />}
      {unknown > 0 && <UnknownBanner n={unknown} href={unknownHref} decideHref={decideHref} />}
    </>
  );
}

async function FailedBanner({ reason }: { reason: string | null }) {
  const t = await getTranslations("report.failed");
  const known = startFailures.find((one) => one === reason);
  const text = known === undefined ? t("text") : t(known);
  return (
    <Banner tone="bad">
      <b>{t("title")}</b>
      <p className="sm">{text}</p>
    </Banner>
  );
}

async function UnknownBanner({ n, href, decideHref }: { n: number; href: string; decideHref: string }) {
  const t = await getTranslations("report.unknownNote");
  return (
    <Banner
      tone="warn"
      action={
        <>
          <LinkButton small href={href} scroll={false}>
            {t("show")}
          </LinkButton>
          <LinkButton small href={decideHref}>
            {t("decide")}
          </LinkButton>
        </>
      }
    >
      <b>{t("title", { n })}</b>
      <p className="sm">{t("text")}</p>
    </Banner>
  );
}
