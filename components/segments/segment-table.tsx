import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, Suspense } from "react";
import { Moment } from "#components/ui/moment";
import { type Column, Table } from "#components/ui/table";
import type { SegmentCount, SegmentView } from "#lib/domain/segments/rule";
import { RuleSentence } from "./rule-sentence.tsx";

interface SegmentTableProps {
  rows: readonly SegmentView[];
  path: string;
  zone: string;
  /** Comes after the table: counting walks through all contacts. Null when it could not be counted. */
  counts: Promise<readonly SegmentCount[] | null>;
}

const figures = ["people", "reachable", "consented"] as const;

/** The segments of a workspace, with how many each is true of now. */
export function SegmentTable({ rows, path, zone, counts }: SegmentTableProps) {
  const t = useTranslations("segments");
  const columns: Column<SegmentView>[] = [
    {
      key: "name",
      header: t("column.name"),
      cell: (row) => (
        <Link className="strong wrap-anywhere" href={`${path}/${row.id}`}>
          {row.name}
        </Link>
      ),
    },
    {
      key: "rule",
      header: t("column.rule"),
      onPhone: "full",
      width: "40%",
      cell: (row) => (
        <span className="line-clamp-2 muted">
          <RuleSentence rule={row.rule} />
        </span>
      ),
    },
    ...figures.map(
      (key): Column<SegmentView> => ({
        key,
        header: t(`column.${key}`),
        align: "end",
        onPhone: "labelled",
        cell: (row) => (
          <Suspense fallback={<span className="muted">…</span>}>
            <CountOf at={rows.indexOf(row)} figure={key} counts={counts} none={t("uncounted")} />
          </Suspense>
        ),
      }),
    ),
    {
      key: "changed",
      header: t("column.changed"),
      onPhone: "labelled",
      cell: (row) => <Moment at={row.changedAt} zone={zone} muted />,
    },
  ];
  return <Table caption={t("caption")} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}

interface CountOfProps {
  at: number;
  figure: (typeof figures)[number];
  counts: SegmentTableProps["counts"];
  none: string;
}

async function CountOf({ at, figure, counts, none }: CountOfProps): Promise<ReactNode> {
  const count = (await counts)?.[at];
  return count === undefined ? <span className="muted">{none}</span> : <Counted value={count[figure]} />;
}

function Counted({ value }: { value: number }) {
  return <span className="num">{useFormatter().number(value, "count")}</span>;
}
