import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SenderBadge, type SenderStatus } from "#components/senders/sender-badge";
import { Moment } from "#components/ui/moment";
import { type Column, Table } from "#components/ui/table";
import { Tag } from "#components/ui/tag";

/** A sender as the table shows it. */
export interface ShownSender {
  readonly id: string;
  readonly name: string;
  /** The provider behind the connection that owns the name, as people know it; empty where the remote does not say. */
  readonly provider: string;
  readonly status: SenderStatus;
  readonly isDefault: boolean;
  readonly isListed: boolean;
  readonly isTyped: boolean;
  readonly firstSeenAt: Date;
  readonly connectionName: string;
}

interface SenderTableProps {
  rows: readonly ShownSender[];
  zone: string;
  /** What can be done with one; none for people who may only look. */
  actionOf: ((row: ShownSender) => ReactNode) | undefined;
}

/** The sender names of a workspace. */
export function SenderTable({ rows, zone, actionOf }: SenderTableProps) {
  const t = useTranslations("senders");
  const columns: Column<ShownSender>[] = [
    {
      key: "name",
      header: t("column.name"),
      cell: (row) => (
        <span className="row">
          <span className={clsx("strong", !row.isListed && "faded")}>{row.name}</span>
          {row.isDefault && <Tag>{t("default")}</Tag>}
        </span>
      ),
    },
    {
      key: "status",
      header: t("column.status"),
      onPhone: "end",
      cell: (row) => <SenderBadge status={row.status} isListed={row.isListed} />,
    },
    {
      key: "provider",
      header: t("column.provider"),
      onPhone: "labelled",
      cell: (row) => row.provider || <span className="muted">{t("anyProvider")}</span>,
    },
    { key: "connection", header: t("column.connection"), onPhone: "hidden", cell: (row) => row.connectionName },
    {
      key: "seen",
      header: t("column.seen"),
      align: "end",
      onPhone: "hidden",
      cell: (row) => <Moment at={row.firstSeenAt} as="date" zone={zone} muted />,
    },
  ];
  if (actionOf !== undefined) {
    const actions = { key: "actions", header: t("column.actions"), hideHeader: true, width: "fit" } as const;
    columns.push({ ...actions, align: "end", onPhone: "full", cell: actionOf });
  }
  return <Table caption={t("caption")} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}
