import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { ShareCell } from "#components/reports/share-cell";
import { LinkTabs } from "#components/ui/link-tabs";
import { type Column, Table } from "#components/ui/table";
import { messageAddress } from "#lib/domain/messages/address";
import { MessageFilter } from "#lib/domain/messages/schema";
import { reportAddress } from "#lib/domain/reports/address";
import { breakdowns, type ReportQuery } from "#lib/domain/reports/schema";
import { deliveryRate, type ReportLine } from "#lib/domain/rollups/model";
import type { PeriodReport } from "./read-period";
import { useLineName } from "./use-line-name";

interface BreakdownCardProps {
  home: string;
  query: ReportQuery;
  report: PeriodReport;
}

/** Most lines of one table; the figures above are of everything. */
const MOST_LINES = 50;

/** The figures of a period taken apart by one thing. */
export function BreakdownCard({ home, query, report }: BreakdownCardProps) {
  const t = useTranslations("reports");
  const path = `${home}/reports`;
  const items = breakdowns.map((by) => ({
    href: reportAddress(path, query, { by }),
    label: t(`by.${by}`),
    isCurrent: query.by === by,
  }));
  const { lines } = report;
  return (
    <section className="card" aria-label={t("breakdown")}>
      <div className="card-tabs">
        <LinkTabs label={t("breakdown")} items={items} />
      </div>
      <Lines home={home} query={query} report={{ ...report, lines: lines.slice(0, MOST_LINES) }} />
      {lines.length > MOST_LINES && <footer>{t("moreLines", { n: lines.length - MOST_LINES })}</footer>}
    </section>
  );
}

function Lines({ home, query, report }: BreakdownCardProps) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const nameOf = useLineName(query.by);
  const count = (value: number) => format.number(value, "count");
  const before = new Map(report.beforeLines.map((line) => [line.key, line.figures.sent]));
  const figure = (key: "sent" | "lost" | "parts", hidden = false): Column<ReportLine> => ({
    key,
    header: t(`metric.${key}`),
    align: "end",
    onPhone: hidden ? "hidden" : "labelled",
    cell: ({ figures }) => count(figures[key]),
  });
  const columns: Column<ReportLine>[] = [
    { key: "name", header: t(`by.${query.by}`), onPhone: "full", cell: (line) => <Name {...{ home, query, line }} /> },
    figure("sent"),
    ...(query.compare === undefined
      ? [
          {
            key: "before",
            header: t("before"),
            align: "end",
            onPhone: "hidden",
            cell: ({ key }) => <span className="muted">{count(before.get(key) ?? 0)}</span>,
          } satisfies Column<ReportLine>,
        ]
      : []),
    {
      key: "rate",
      header: t("metric.rate"),
      width: "26%",
      onPhone: "full",
      cell: (line) => <ShareCell share={deliveryRate(line.figures)} label={t("rateOf", { name: nameOf(line) })} />,
    },
    { ...figure("lost"), cell: (line) => <Lost {...{ home, query, report, line }} /> },
    figure("parts", true),
  ];
  return <Table caption={t("breakdown")} columns={columns} rows={report.lines} rowKey={({ key }) => key} />;
}

/** The name of a line, leading to the report of it alone, or to its campaign. */
function Name({ home, query, line }: { home: string; query: ReportQuery; line: ReportLine }) {
  const name = useLineName(query.by)(line);
  const href = hrefOf(home, query, line);
  if (href === undefined) return <span className="t">{name}</span>;
  return (
    <Link className="t" href={href} prefetch={false}>
      {name}
    </Link>
  );
}

function hrefOf(home: string, query: ReportQuery, { key }: ReportLine): string | undefined {
  const { by } = query;
  if (by === "campaign") return key === "" ? undefined : `${home}/campaigns/${key}`;
  if (by === "sender" || by === "connection" || by === "operator" || by === "source") {
    return reportAddress(`${home}/reports`, query, { [by]: key });
  }
  return undefined;
}

/** Those a line did not reach, leading to each of them where the log can be narrowed to it. */
function Lost({ home, query, report, line }: BreakdownCardProps & { line: ReportLine }) {
  const format = useFormatter();
  const words = format.number(line.figures.lost, "count");
  const { by, sender, connection, source, operator } = query;
  const isListed = by === "sender" || by === "connection" || by === "source" || by === "parts" || by === "operator";
  if (!isListed || line.figures.lost === 0) return words;
  const { from, to } = report.period;
  const filter = MessageFilter.parse({ sender, connection, source, operator, from, to, [by]: line.key });
  return (
    <Link className="lnk" href={messageAddress(`${home}/messages`, filter, { view: "lost" })} prefetch={false}>
      {words}
    </Link>
  );
}
