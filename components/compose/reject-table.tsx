"use client";

import { useTranslations } from "next-intl";
import type { Column } from "#components/ui/table";
import { isRejectReason } from "#lib/domain/imports/reject-reason";
import type { RejectRow } from "#lib/domain/imports/status";
import type { Answer } from "./answers.ts";
import type { MendedRow } from "./correct-list.ts";
import { MendField } from "./mend-field.tsx";
import { RowPages } from "./row-pages.tsx";
import { usePages } from "./use-pages.ts";

interface RejectTableProps {
  url: string;
  onMend: (line: number, number: string) => Promise<Answer<MendedRow>>;
}

/** A page of the rows that were left out, each to be mended in its place. */
export function RejectTable({ url, onMend }: RejectTableProps) {
  const t = useTranslations("imports");
  const words = useTranslations("compose.problems");
  const { page, isFirst, hasFailed, load, again } = usePages<RejectRow>(url);
  const columns: Column<RejectRow>[] = [
    { key: "line", header: t("problems.line"), cell: (row) => <span className="num">{row.line}</span>, width: "72px" },
    {
      key: "raw",
      header: t("problems.raw"),
      onPhone: "full",
      cell: (row) =>
        row.isFixable ? (
          <MendField row={row} onMend={(number) => onMend(row.line, number)} onKept={again} />
        ) : (
          <span className="mono break-anywhere">{row.raw}</span>
        ),
    },
    {
      key: "reason",
      header: t("problems.reason"),
      onPhone: "full",
      cell: (row) => (
        <>
          {isRejectReason(row.reason) ? t(`reason.${row.reason}`) : row.reason}
          {row.firstLine !== null && <span className="muted">, {words("sameAs", { line: row.firstLine })}</span>}
        </>
      ),
    },
  ];
  return (
    <RowPages
      caption={t("problems.caption")}
      {...{ columns, page, isFirst, hasFailed }}
      onLoad={(after) => void load(after)}
    />
  );
}
