import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CampaignBadge } from "#components/campaigns/campaign-badge";
import { Meter } from "#components/ui/meter";
import { Moment } from "#components/ui/moment";
import { type Column, Table } from "#components/ui/table";
import { type CampaignRow, listedProgress } from "#lib/domain/campaigns/report";

interface CampaignTableProps {
  rows: readonly CampaignRow[];
  hrefOf: (row: CampaignRow) => string;
  menuOf: ((row: CampaignRow) => ReactNode) | undefined;
  zone: string;
}

/** The list of campaigns. */
export function CampaignTable({ rows, hrefOf, menuOf, zone }: CampaignTableProps) {
  const t = useTranslations("campaigns");
  const format = useFormatter();
  const columns: Column<CampaignRow>[] = [
    {
      key: "name",
      header: t("list.column.name"),
      cell: (row) => (
        <Link className="strong" href={hrefOf(row)}>
          {row.name}
        </Link>
      ),
    },
    { key: "state", header: t("list.column.state"), cell: (row) => <CampaignBadge state={row.state} /> },
    {
      key: "kind",
      header: t("list.column.kind"),
      onPhone: "end",
      cell: (row) => (row.kind === null ? <Open>{t("list.kindOpen")}</Open> : t(`kind.${row.kind}`)),
    },
    {
      key: "sender",
      header: t("list.column.sender"),
      cell: (row) => row.sender ?? <Open>{t("list.senderOpen")}</Open>,
    },
    {
      key: "people",
      header: t("list.column.people"),
      align: "end",
      onPhone: "labelled",
      cell: (row) => format.number(row.people, "count"),
    },
    {
      key: "progress",
      header: t("list.column.progress"),
      width: "150px",
      onPhone: "full",
      cell: (row) => <CampaignShare row={row} />,
    },
    { key: "owner", header: t("list.column.owner"), onPhone: "hidden", cell: (row) => row.owner },
    {
      key: "time",
      header: t("list.column.time"),
      onPhone: "labelled",
      cell: (row) => <Moment at={row.at} zone={zone} muted />,
    },
  ];
  if (menuOf !== undefined) {
    const actions = { key: "actions", header: t("list.column.actions"), hideHeader: true, width: "fit" } as const;
    columns.push({ ...actions, onPhone: "corner", cell: menuOf });
  }
  return <Table caption={t("list.caption")} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}

function Open({ children }: { children: ReactNode }) {
  return <span className="muted">{children}</span>;
}

const tones = { handled: "ink", delivered: "ok", waiting: "ink", unknown: "warn" } as const;

/** How far a campaign is. */
function CampaignShare({ row }: { row: CampaignRow }) {
  const t = useTranslations("campaigns.list.progress");
  const format = useFormatter();
  const told = listedProgress(row);
  if (told === null) return <span className="muted only-d">{t("none")}</span>;
  const { is, people, of } = told;
  const text = t(is, { share: format.number(Math.min(1, people / of), "percent"), n: people });
  return (
    <span className="stack stack-2">
      <span className="sm num">{text}</span>
      <Meter label={text} value={people} max={of} tone={tones[is]} />
    </span>
  );
}
