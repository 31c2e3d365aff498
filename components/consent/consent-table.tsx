import { useTranslations } from "next-intl";
import { PersonLink } from "#components/consent/person-link";
import { Badge } from "#components/ui/badge";
import { Moment } from "#components/ui/moment";
import { Table } from "#components/ui/table";
import { withoutNumbers } from "#lib/domain/consent/model";
import type { ConsentRow } from "#lib/domain/consent/rows";

interface ConsentTableProps {
  rows: readonly ConsentRow[];
  wholeNumbers: boolean;
  /** IANA zone of the workspace, which says what day a consent was given. */
  zone: string;
  /** Address of the page. */
  path: string;
}

/** Consents and refusals, one number a row. */
export function ConsentTable({ rows, wholeNumbers, zone, path }: ConsentTableProps) {
  const t = useTranslations("consent");
  return (
    <Table
      caption={t("table.consents")}
      rows={rows.map((row, at) => ({ ...row, key: String(at) }))}
      // Keys travel to the browser, so that they may not be the numbers.
      rowKey={(row) => row.key}
      columns={[
        {
          key: "number",
          header: t("column.number"),
          cell: ({ msisdn, person }) => <PersonLink {...{ msisdn, person, path, whole: wholeNumbers }} />,
        },
        {
          key: "status",
          header: t("column.status"),
          cell: (row) => <StatusBadges row={row} />,
          onPhone: "end",
        },
        {
          key: "given",
          header: t("column.given"),
          cell: (row) => <Moment at={row.givenAt} as="date" zone={zone} />,
          onPhone: "labelled",
        },
        {
          key: "source",
          header: t("column.source"),
          cell: (row) => t(`source.${row.source}`),
          onPhone: "labelled",
        },
        {
          key: "proof",
          header: t("column.proof"),
          cell: (row) => (
            <span className="muted wrap-anywhere">{wholeNumbers ? row.proof : withoutNumbers(row.proof)}</span>
          ),
          width: "36%",
          onPhone: "full",
        },
      ]}
    />
  );
}

function StatusBadges({ row }: { row: ConsentRow }) {
  const t = useTranslations("consent.status");
  return (
    <span className="row wrap">
      <Badge tone={row.status === "granted" ? "ok" : "bad"}>{t(row.status)}</Badge>
      {row.isSuppressed && row.status === "granted" && <Badge tone="warn">{t("suppressed")}</Badge>}
    </span>
  );
}
