import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody, CardFooter } from "#components/ui/card";
import { ColumnChart } from "#components/ui/column-chart";
import { type Change, KeyFigures } from "#components/ui/figure";
import { messageAddress } from "#lib/domain/messages/address";
import { MessageFilter } from "#lib/domain/messages/schema";
import { reportAddress } from "#lib/domain/reports/address";
import { metricOf } from "#lib/domain/reports/period";
import { type ReportMetric, type ReportQuery, reportMetrics } from "#lib/domain/reports/schema";
import { deliveryRate, type Figures } from "#lib/domain/rollups/model";
import { dayWords, periodWords } from "./days";
import type { PeriodReport } from "./read-period";

interface SummaryCardProps {
  home: string;
  query: ReportQuery;
  report: PeriodReport;
}

/** Whether more of it is good news; what is neither stays without a colour. */
const isGood: Partial<Record<ReportMetric, boolean>> = { rate: true, lost: false };

/** The figures of a period beside those before it; the one that was chosen stands in the chart. */
export function SummaryCard({ home, query, report }: SummaryCardProps) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const { now, before, optOuts, optOutsBefore } = report;
  const compares = query.compare === undefined;
  const words = (figures: Figures, metric: ReportMetric) =>
    metric === "rate"
      ? deliveryRate(figures) === null
        ? "–"
        : format.number(metricOf(figures, metric), "percentFine")
      : format.number(metricOf(figures, metric), "count");
  const share = format.number(now.delivered === 0 ? 0 : optOuts / now.delivered, {
    style: "percent",
    maximumFractionDigits: 2,
  });
  return (
    <Card aria-label={t("figures")}>
      <KeyFigures
        label={t("figures")}
        items={reportMetrics.map((metric) => ({
          key: metric,
          label: t(`metric.${metric}`),
          value: words(now, metric),
          change: compares ? changeOf(t, format, metric, now, before) : undefined,
          href: reportAddress(`${home}/reports`, query, { metric }),
          isCurrent: query.metric === metric,
        }))}
      />
      <CardBody>
        <PeriodChart home={home} query={query} report={report} />
      </CardBody>
      <CardFooter>
        {t("optOuts", { n: optOuts, share })} {compares && t("optOutsBefore", { n: optOutsBefore })}
      </CardFooter>
    </Card>
  );
}

type Words = ReturnType<typeof useTranslations<"reports">>;
type Format = ReturnType<typeof useFormatter>;

function changeOf(t: Words, format: Format, metric: ReportMetric, now: Figures, before: Figures): Change | undefined {
  const flat = (text: string): Change => ({ text, direction: "flat" });
  const [is, was] = [metricOf(now, metric), metricOf(before, metric)];
  const isNew = metric === "rate" ? deliveryRate(before) === null : was === 0;
  if (isNew) return flat(t("noBefore"));
  const direction = is > was ? "up" : is < was ? "down" : "flat";
  const good = isGood[metric];
  const judged = good === undefined || direction === "flat" ? undefined : (direction === "up") === good;
  const text =
    metric === "rate"
      ? t("points", { n: Math.abs(is - was) * 100 })
      : format.number(Math.abs(is - was) / was, "percent");
  return { text, direction, isGood: judged };
}

/** The period day by day, or month by month where it is long; each day leads to its messages. */
function PeriodChart({ home, query, report }: SummaryCardProps) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const { columns, isByMonth, period, beforePeriod, today } = report;
  const { metric, sender, connection, source, operator } = query;
  const log = MessageFilter.parse({ sender, connection, source, operator });
  return (
    <ColumnChart
      label={t("chart", { metric: t(`metric.${metric}`), period: periodWords(format, period) })}
      series={t(`metric.${metric}`)}
      openSeries={t("today")}
      beforeSeries={
        // A day without messages has no rate, and a line through nothing would say that it had.
        query.compare === undefined && metric !== "rate"
          ? t("beforePeriod", { period: periodWords(format, beforePeriod) })
          : undefined
      }
      unit={t(isByMonth ? "month" : "day")}
      format={metric === "rate" ? "percentFine" : "count"}
      columns={columns.map(({ from, to, figures, before }) => ({
        key: from,
        tick: to === today && !isByMonth ? t("todayTick") : dayWords(format, from, isByMonth ? "month" : "day"),
        name: isByMonth ? dayWords(format, from, "month") : dayWords(format, from, "date"),
        value: metricOf(figures, metric),
        before: metricOf(before, metric),
        isOpen: to === today,
        href: messageAddress(`${home}/messages`, log, { from, to }),
      }))}
    />
  );
}
