import type { Metadata } from "next";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { ExportMenu } from "#components/archives/export-menu";
import { LossCard } from "#components/reports/loss-card";
import { MailSwitch } from "#components/reports/mail-switch";
import { ClientTexts } from "#components/shell/client-texts";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { PageHead } from "#components/ui/page-head";
import { ReportQuery } from "#lib/domain/reports/schema";
import { openPage } from "#lib/gate/page";
import { exportMessagesAction } from "../exports/actions";
import { BreakdownCard } from "./_parts/breakdown-card";
import { periodWords } from "./_parts/days";
import { PeriodForm } from "./_parts/period-form";
import { readPeriod } from "./_parts/read-period";
import { SummaryCard } from "./_parts/summary-card";
import { SaveThis, Views } from "./_parts/views";
import { wantMailAction } from "./actions";

interface ReportsPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reports");
  return { title: t("title") };
}

export default async function ReportsPage({ params, searchParams }: ReportsPageProps) {
  const { workspace } = await params;
  const query = ReportQuery.parse(await searchParams);
  const open = await openPage(workspace, "workspace:read");
  const { scope } = open;
  const report = await readPeriod(open, query);
  const t = await getTranslations("reports");
  const format = await getFormatter();
  const language = await getLocale();
  const home = `/w/${scope.slug}`;
  const path = `${home}/reports`;
  const { sender, connection, source, operator } = query;
  const filter = { view: "all", sender, connection, source, operator, ...report.period };
  const isEmpty = report.now.messages === 0;
  return (
    <div className="page stack">
      <PageHead title={t("title")} text={t("text", { period: periodWords(format, report.period) })}>
        <SaveThis query={query} kept={report.kept} scope={scope} />
        {scope.may("contacts:export") && !isEmpty && (
          <ClientTexts also={["exports"]}>
            <ExportMenu slug={scope.slug} action={exportMessagesAction} choice={{ language, filter }} />
          </ClientTexts>
        )}
      </PageHead>
      <Views path={path} query={query} kept={report.kept} scope={scope} />
      <PeriodForm path={path} query={query} report={report} />
      {isEmpty ? (
        <div className="card">
          <EmptyState heading="h2" title={t("empty.title")} text={t("empty.text")}>
            <LinkButton href={`${path}?span=90d`}>{t("empty.action")}</LinkButton>
          </EmptyState>
        </div>
      ) : (
        <>
          <SummaryCard home={home} query={query} report={report} />
          <BreakdownCard home={home} query={query} report={report} />
          <LossCard reasons={report.reasons} className="" />
          <p className="sm muted">{t("counting")}</p>
        </>
      )}
      <ClientTexts also={["reports"]}>
        <MailSwitch slug={scope.slug} isWanted={report.isMailed} want={wantMailAction} />
      </ClientTexts>
    </div>
  );
}
