import { getFormatter, getTranslations } from "next-intl/server";
import { ShareButton } from "#components/reports/share-button";
import { ClientTexts } from "#components/shell/client-texts";
import type { Scope } from "#lib/gate/scope";
import { shareReportAction, unshareReportAction } from "../actions";
import type { Report } from "./read-report";

/** The way to show the report to somebody outside, once there is one, for those who may. */
export async function Share({ slug, report, scope }: { slug: string; report: Report; scope: Scope }) {
  const t = await getTranslations("reports.share");
  const format = await getFormatter();
  const { head, range, links } = report;
  if (range === null || !scope.mayWith("reports:share", head.ownerIds)) return null;
  const shown = links.map(({ id, by, expiresAt }) => {
    const until = format.dateTime(expiresAt, "date", { timeZone: scope.zone });
    return { id, until, words: t("link", { by: by ?? t("gone"), date: until }) };
  });
  return (
    <ClientTexts also={["reports"]}>
      <ShareButton
        slug={slug}
        campaignId={head.publicId}
        links={shown}
        share={shareReportAction}
        unshare={unshareReportAction}
      />
    </ClientTexts>
  );
}
