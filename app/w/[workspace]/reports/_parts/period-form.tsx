import Filter from "lucide-react/icons/sliders-horizontal";
import X from "lucide-react/icons/x";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { LinkButton } from "#components/ui/link-button";
import { SegmentedLinks } from "#components/ui/segmented";
import { SelectField } from "#components/ui/select";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import { operators } from "#lib/domain/messages/operator";
import { messageSources } from "#lib/domain/messages/schema";
import { reportAddress, reportFilters } from "#lib/domain/reports/address";
import { type ReportQuery, spans } from "#lib/domain/reports/schema";
import type { PeriodReport } from "./read-period";

interface PeriodFormProps {
  path: string;
  query: ReportQuery;
  report: Pick<PeriodReport, "period" | "senders" | "connections">;
}

/** The period of a report, what it is compared with, and what it is about; all of it stands in the address. */
export function PeriodForm({ path, query, report }: PeriodFormProps) {
  const t = useTranslations("reports");
  const isNamed = query.from === undefined && query.to === undefined;
  const compares = query.compare === undefined;
  return (
    <div className="stack stack-3">
      <div className="filters">
        <SegmentedLinks
          label={t("period")}
          items={spans.map((span) => ({
            href: reportAddress(path, query, { span }),
            label: t(`span.${span}`),
            isCurrent: isNamed && (query.span ?? "30d") === span,
          }))}
        />
        <LinkButton
          look="quiet"
          small
          scroll={false}
          href={reportAddress(path, query, { compare: compares ? "none" : undefined })}
        >
          {t(compares ? "compareOff" : "compareOn")}
        </LinkButton>
        <MoreForm path={path} query={query} report={report} />
      </div>
      <Chips path={path} query={query} report={report} />
    </div>
  );
}

function MoreForm({ path, query, report: { period, senders, connections } }: PeriodFormProps) {
  const t = useTranslations("reports");
  const m = useTranslations("messages");
  const names = useTranslations("report.operator");
  const all = { value: "", label: m("filter.all") };
  return (
    <details className="more-filters">
      <summary className="chip chip-add">
        <Icon of={Filter} size="small" />
        {t("more")}
      </summary>
      <form action={path} method="get" className="filter-grid">
        {query.metric !== "sent" && <input type="hidden" name="metric" value={query.metric} />}
        {query.by !== "sender" && <input type="hidden" name="by" value={query.by} />}
        {query.compare !== undefined && <input type="hidden" name="compare" value={query.compare} />}
        <TextField label={m("filter.from")} type="date" name="from" required defaultValue={period.from} />
        <TextField label={m("filter.to")} type="date" name="to" required defaultValue={period.to} />
        {connections.length > 1 && (
          <SelectField
            label={m("filter.connection")}
            name="connection"
            defaultValue={query.connection ?? ""}
            options={[all, ...connections.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        {senders.length > 0 && (
          <SelectField
            label={m("filter.sender")}
            name="sender"
            defaultValue={query.sender ?? ""}
            options={[all, ...senders.map((name) => ({ value: name, label: name }))]}
          />
        )}
        <SelectField
          label={t("by.operator")}
          name="operator"
          defaultValue={query.operator ?? ""}
          options={[all, ...operators.map((one) => ({ value: one, label: names(one) }))]}
        />
        <SelectField
          label={m("filter.source")}
          name="source"
          defaultValue={query.source ?? ""}
          options={[all, ...messageSources.map((one) => ({ value: one, label: m(`source.${one}`) }))]}
        />
        <Button type="submit" className="self-end justify-self-start">
          {t("show")}
        </Button>
      </form>
    </details>
  );
}

function Chips({ path, query, report: { connections } }: PeriodFormProps) {
  const m = useTranslations("messages");
  const t = useTranslations("reports");
  const names = useTranslations("report.operator");
  const words = {
    connection: connections.find(({ id }) => id === query.connection)?.name ?? query.connection,
    sender: query.sender,
    operator: query.operator && names(query.operator),
    source: query.source && m(`source.${query.source}`),
  };
  const active = reportFilters.filter((key) => words[key] !== undefined);
  if (active.length === 0) return null;
  return (
    <ul className="row wrap" aria-label={m("filter.active")}>
      {active.map((key) => (
        <li key={key}>
          <Link className="chip on" href={reportAddress(path, query, { [key]: undefined })} scroll={false}>
            <VisuallyHidden>{m("filter.without")} </VisuallyHidden>
            {t(`by.${key}`)} <b>{words[key]}</b>
            <Icon of={X} size="small" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
