import { dayAfter, daysBetween } from "#lib/domain/days";
import type { ReportMetric, ReportQuery } from "#lib/domain/reports/schema";
import { daysIn, deliveryRate, type Figures, noFigures, type Period, type ReportLine } from "#lib/domain/rollups/model";

/** The longest period of a report; nothing is older than a few years. */
const MOST_DAYS = 3_660;
/** Up to here every day has a column; longer periods have one for every month. */
const MOST_COLUMNS = 92;

/** The day it is somewhere, as `YYYY-MM-DD`. */
export function dayIn(zone: string, now: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(now);
}

/** The days a report is about. Two days stand for themselves in either order; one alone reaches to today. */
export function periodOf({ span, from, to }: Pick<ReportQuery, "span" | "from" | "to">, today: string): Period {
  if (from !== undefined || to !== undefined) {
    const [one, other] = [from ?? to ?? today, to ?? today];
    const [first, last] = daysBetween(one, other) < 0 ? [other, one] : [one, other];
    return { from: dayAfter(last, -Math.min(daysBetween(first, last), MOST_DAYS - 1)), to: last };
  }
  const month = `${today.slice(0, 7)}-01`;
  switch (span ?? "30d") {
    case "7d":
      return { from: dayAfter(today, -6), to: today };
    case "30d":
      return { from: dayAfter(today, -29), to: today };
    case "90d":
      return { from: dayAfter(today, -89), to: today };
    case "month":
      return { from: month, to: today };
    case "last_month": {
      const end = dayAfter(month, -1);
      return { from: `${end.slice(0, 7)}-01`, to: end };
    }
  }
}

/** A column of a report: a day, or the days of a month that lie in the period. */
export interface ReportColumn {
  readonly from: string;
  readonly to: string;
  readonly figures: Figures;
  /** The same days of the period before. */
  readonly before: Figures;
}

function add(one: Figures, other: Figures): Figures {
  const sum = (key: keyof Figures) => one[key] + other[key];
  return {
    ...{ messages: sum("messages"), sent: sum("sent"), delivered: sum("delivered"), lost: sum("lost") },
    ...{ waiting: sum("waiting"), refused: sum("refused"), unknown: sum("unknown"), skipped: sum("skipped") },
    ...{ cancelled: sum("cancelled"), parts: sum("parts"), charged: sum("charged"), told: sum("told") },
  };
}

/**
 * Puts the days of a period and of the one before into columns, empty days included.
 *
 * @param lines The report of the period by day, and that of as many days right before it.
 */
export function reportColumns(period: Period, lines: readonly ReportLine[], beforeLines: readonly ReportLine[]) {
  const days = daysIn(period);
  const now = new Map(lines.map((line) => [line.key, line.figures]));
  const then = new Map(beforeLines.map((line) => [line.key, line.figures]));
  const isByMonth = days > MOST_COLUMNS;
  const columns: ReportColumn[] = [];
  for (let index = 0; index < days; index++) {
    const day = dayAfter(period.from, index);
    const figures = now.get(day) ?? noFigures();
    const before = then.get(dayAfter(day, -days)) ?? noFigures();
    const last = columns.at(-1);
    if (isByMonth && last !== undefined && last.from.slice(0, 7) === day.slice(0, 7)) {
      columns[columns.length - 1] = {
        ...last,
        to: day,
        figures: add(last.figures, figures),
        before: add(last.before, before),
      };
    } else columns.push({ from: day, to: day, figures, before });
  }
  return { columns, isByMonth };
}

/** The figure a chart shows. */
export function metricOf(figures: Figures, metric: ReportMetric): number {
  return metric === "rate" ? (deliveryRate(figures) ?? 0) : figures[metric];
}
