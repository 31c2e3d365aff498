import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Moment } from "#components/ui/moment";
import { type Column, Table } from "#components/ui/table";
import type { CampaignKind } from "#lib/domain/campaigns/model";
import { countSegments } from "#lib/domain/messages/segments";

/** A template as the list shows it. */
export interface ListedTemplate {
  readonly id: string;
  readonly name: string;
  readonly kind: CampaignKind;
  readonly text: string;
  readonly version: number;
  readonly changedAt: Date;
}

/** The templates of a workspace. */
export function TemplateTable({ rows, path, zone }: { rows: readonly ListedTemplate[]; path: string; zone: string }) {
  const t = useTranslations("templates");
  const kinds = useTranslations("campaigns.kind");
  const format = useFormatter();
  const columns: Column<ListedTemplate>[] = [
    {
      key: "name",
      header: t("column.name"),
      cell: (row) => (
        <Link className="strong" href={`${path}/${row.id}`}>
          {row.name}
        </Link>
      ),
    },
    { key: "kind", header: t("column.kind"), onPhone: "end", cell: (row) => kinds(row.kind) },
    {
      key: "text",
      header: t("column.text"),
      onPhone: "full",
      cell: (row) => (
        <span className="line-clamp-2 muted" lang="tr">
          {row.text}
        </span>
      ),
    },
    {
      key: "parts",
      header: t("column.parts"),
      align: "end",
      onPhone: "labelled",
      cell: (row) => format.number(countSegments(row.text).segments, "count"),
    },
    {
      key: "version",
      header: t("column.version"),
      align: "end",
      onPhone: "labelled",
      cell: (row) => format.number(row.version, "count"),
    },
    {
      key: "changed",
      header: t("column.changed"),
      onPhone: "labelled",
      cell: (row) => <Moment at={row.changedAt} zone={zone} muted />,
    },
  ];
  return <Table caption={t("caption")} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}
