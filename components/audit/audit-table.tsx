import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Moment } from "#components/ui/moment";
import { Table } from "#components/ui/table";
import type { AuditRow } from "#lib/domain/audit/model";
import { actorOf, detailsOf, referenceOf, sentenceOf } from "#lib/i18n/audit-words";

interface AuditTableProps {
  rows: readonly AuditRow[];
  /** The workspace's address, for links to what entries are about. */
  home: string;
  zone: string;
}

/** The history, newest first: who did what to which thing, from where. */
export function AuditTable({ rows, home, zone }: AuditTableProps) {
  const t = useTranslations("audit");
  return (
    <Table
      caption={t("caption")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "what",
          header: t("column.what"),
          cell: (row) => (
            <>
              <span className="block">{sentenceOf(t, row)}</span>
              <Details row={row} />
            </>
          ),
          onPhone: "full",
        },
        {
          key: "object",
          header: t("column.object"),
          cell: (row) => <Subject row={row} home={home} />,
          width: "12rem",
          onPhone: "labelled",
        },
        {
          key: "who",
          header: t("column.who"),
          cell: (row) => <span className="wrap-anywhere">{actorOf(t, row)}</span>,
          width: "9rem",
          onPhone: "labelled",
        },
        {
          key: "when",
          header: t("column.when"),
          cell: (row) => <Moment at={row.at} as="exact" zone={zone} />,
          onPhone: "labelled",
        },
        {
          key: "where",
          header: t("column.where"),
          cell: (row) => (
            <span className="muted wrap-anywhere">
              {[row.device, row.ip].filter((part) => part !== null).join(" · ") || "–"}
            </span>
          ),
          onPhone: "labelled",
        },
        {
          key: "reference",
          header: t("column.reference"),
          cell: (row) => <span className="num muted">{referenceOf(row)}</span>,
          align: "end",
          width: "fit",
          onPhone: "labelled",
        },
      ]}
    />
  );
}

function Details({ row }: { row: AuditRow }) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const lines = detailsOf(t, format, row);
  if (lines.length === 0) return null;
  return (
    <span className="block muted text-caption wrap-anywhere">
      {lines.map(({ label, value }) => `${label}: ${value}`).join(" · ")}
    </span>
  );
}

function Subject({ row, home }: { row: AuditRow; home: string }) {
  if (row.subjectName === null) return <span className="muted">–</span>;
  const isCampaign = row.subject?.startsWith("cmp_") ?? false;
  if (!isCampaign) return <span className="wrap-anywhere">{row.subjectName}</span>;
  return (
    <Link className="lnk wrap-anywhere" href={`${home}/campaigns/${row.subject}`} prefetch={false}>
      {row.subjectName}
    </Link>
  );
}
