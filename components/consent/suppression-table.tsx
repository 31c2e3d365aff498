import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PhoneNumber } from "#components/messages/phone-number";
import { Moment } from "#components/ui/moment";
import { type Column, Table } from "#components/ui/table";
import { withoutNumbers } from "#lib/domain/consent/model";
import type { SuppressionRow } from "#lib/domain/consent/rows";

type Keyed = SuppressionRow & { key: string };

interface SuppressionTableProps {
  rows: readonly SuppressionRow[];
  wholeNumbers: boolean;
  zone: string;
  /** What can be done with a row; nothing for members who may not. */
  actionOf?: ((row: SuppressionRow) => ReactNode) | undefined;
}

/** Numbers that must not be texted, one a row. */
export function SuppressionTable({ rows, wholeNumbers, zone, actionOf }: SuppressionTableProps) {
  const t = useTranslations("consent");
  const columns: Column<Keyed>[] = [
    {
      key: "number",
      header: t("column.number"),
      cell: (row) => <PhoneNumber msisdn={row.msisdn} whole={wholeNumbers} />,
    },
    {
      key: "how",
      header: t("column.how"),
      cell: (row) => t(`how.${row.source}`),
      onPhone: "end",
    },
    {
      key: "reason",
      header: t("column.reason"),
      cell: (row) => (
        <span className="muted wrap-anywhere">{wholeNumbers ? row.reason : withoutNumbers(row.reason)}</span>
      ),
      width: "36%",
      onPhone: "full",
    },
    {
      key: "added",
      header: t("column.added"),
      cell: (row) => (
        <span>
          <Moment at={row.createdAt} as="date" zone={zone} />
          {row.by !== null && <span className="s block">{row.by}</span>}
        </span>
      ),
      onPhone: "labelled",
    },
  ];
  if (actionOf !== undefined) {
    columns.push({
      ...{ key: "act", header: t("column.act"), hideHeader: true, cell: actionOf },
      ...{ align: "end" as const, width: "fit", onPhone: "full" as const },
    });
  }
  return (
    <Table
      caption={t("table.suppression")}
      columns={columns}
      rows={rows.map((row, at) => ({ ...row, key: String(at) }))}
      // Keys travel to the browser, so that they may not be the numbers.
      rowKey={(row) => row.key}
    />
  );
}
