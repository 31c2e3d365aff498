import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { CampaignBadge } from "#components/campaigns/campaign-badge";
import { ReportCards } from "#components/reports/report-cards";
import { ResultCard } from "#components/reports/result-card";
import { PlainPage } from "#components/shell/plain-page";
import { PageHead } from "#components/ui/page-head";
import { findSharedReport } from "#lib/gate/shared-report";
import { PreferenceControls } from "../../preferences/controls";

interface SharedReportPageProps {
  params: Promise<{ token: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reports.shared");
  return { title: t("meta"), robots: { index: false, follow: false }, referrer: "no-referrer" };
}

/** The report of one campaign for whoever was given its link: figures, and nothing of anybody who got it. */
export default async function SharedReportPage({ params }: SharedReportPageProps) {
  const { token } = await params;
  const report = await findSharedReport(token);
  if (report === null) notFound();
  const t = await getTranslations("reports.shared");
  const format = await getFormatter();
  const { figures, bill, optOuts, estimate, preparedAt, sender, zone } = report;
  const refused = optOuts.reduce((sum, people) => sum + people, 0);
  return (
    <PlainPage controls={<PreferenceControls />} widest>
      <div className="stack stack-5">
        <PageHead
          title={report.name}
          state={<CampaignBadge state={report.state} />}
          text={
            <>
              {t("by", { workspace: report.workspaceName })}.{" "}
              {preparedAt !== null &&
                t("sent", { date: format.dateTime(preparedAt, "date", { timeZone: zone }), sender })}
            </>
          }
        />
        <ResultCard figures={figures} bill={bill} optOuts={refused} estimate={estimate} />
        <ReportCards people={report.people} figures={report} bill={bill} optOuts={optOuts} />
        <p className="sm muted">{t("note")}</p>
      </div>
    </PlainPage>
  );
}
