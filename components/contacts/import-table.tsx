import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type Tone } from "#components/ui/badge";
import { Meter } from "#components/ui/meter";
import { Moment } from "#components/ui/moment";
import { Table } from "#components/ui/table";
import type { ContactImportRow, ContactImportState } from "#lib/domain/contacts/contact-import";

const TONES: Record<ContactImportState, Tone> = { adding: "info", done: "ok", reverting: "info", reverted: "quiet" };

interface ImportTableProps {
  rows: readonly ContactImportRow[];
  zone: string;
  /** What can be done with a row. */
  actionOf: (row: ContactImportRow) => ReactNode;
}

/** Lists that were imported into the contacts, with how far each is and what came of it. */
export function ImportTable({ rows, zone, actionOf }: ImportTableProps) {
  const t = useTranslations("contacts.import");
  return (
    <Table
      caption={t("caption")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "list",
          header: t("column.list"),
          cell: (row) => (
            <span>
              <b className="strong wrap-anywhere">{row.filename === "" ? t("pasted") : row.filename}</b>
              {row.by !== null && <span className="s block">{row.by}</span>}
            </span>
          ),
        },
        {
          key: "state",
          header: t("column.state"),
          cell: (row) => <Badge tone={TONES[row.state]}>{t(`state.${row.state}`)}</Badge>,
          onPhone: "end",
        },
        {
          key: "outcome",
          header: t("column.outcome"),
          cell: (row) => <Outcome row={row} />,
          width: "36%",
          onPhone: "full",
        },
        {
          key: "time",
          header: t("column.time"),
          cell: (row) => <Moment at={row.createdAt} zone={zone} />,
          onPhone: "labelled",
        },
        {
          ...{ key: "act", header: t("column.act"), hideHeader: true, cell: actionOf },
          ...{ align: "end", width: "fit", onPhone: "full" },
        },
      ]}
    />
  );
}

function Outcome({ row }: { row: ContactImportRow }) {
  const t = useTranslations("contacts.import");
  const { state, done, people, added, updated, left } = row;
  if (state === "adding") return <Going done={done} of={people} />;
  if (state === "reverting") return <Going done={done} of={added + updated} />;
  if (state === "reverted") return t("left", { left });
  return t("outcome", { added, updated, same: done - added - updated });
}

function Going({ done, of }: { done: number; of: number }) {
  const t = useTranslations("contacts.import");
  const text = t("progress", { done, people: of });
  return (
    <span className="stack stack-2">
      <span className="num">{text}</span>
      <Meter label={text} value={done} max={of} />
    </span>
  );
}
