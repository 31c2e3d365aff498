"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import { SkeletonRows } from "#components/ui/skeleton";
import { type Column, Table } from "#components/ui/table";
import { isRejectReason } from "#lib/domain/imports/reject-reason";
import type { RejectPage, RejectRow } from "#lib/domain/imports/status";
import { ask } from "./answers.ts";

function useRejects(url: string) {
  const [page, setPage] = useState<RejectPage | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const load = useCallback(
    async (after: number) => {
      const answer = await ask<RejectPage>(`${url}?after=${after}`);
      setFailed(!answer.ok);
      if (answer.ok) setPage(answer.result);
    },
    [url],
  );
  useEffect(() => {
    void load(0);
  }, [load]);
  return { page, hasFailed, load };
}

/** A page of the rows that were left out, with a way to the next. */
export function RejectTable({ url }: { url: string }) {
  const t = useTranslations("imports");
  const words = useTranslations("compose.problems");
  const { page, hasFailed, load } = useRejects(url);
  const columns: Column<RejectRow>[] = [
    { key: "line", header: t("problems.line"), cell: (row) => <span className="num">{row.line}</span>, width: "72px" },
    {
      key: "raw",
      header: t("problems.raw"),
      onPhone: "end",
      cell: (row) => <span className="mono break-anywhere">{row.raw}</span>,
    },
    {
      key: "reason",
      header: t("problems.reason"),
      onPhone: "full",
      cell: (row) => (
        <>
          {isRejectReason(row.reason) ? t(`reason.${row.reason}`) : row.reason}
          {row.firstLine !== null && <span className="muted sm"> {words("sameAs", { line: row.firstLine })}</span>}
        </>
      ),
    },
  ];
  if (hasFailed) {
    return (
      <p className="err" role="alert">
        {words("failed")}
      </p>
    );
  }
  if (page === null) return <SkeletonRows rows={4} columns={3} />;
  return (
    <div className="card">
      <Table
        caption={t("problems.caption")}
        dense
        columns={columns}
        rows={page.rows}
        rowKey={(row) => String(row.line)}
      />
      <div className="pager">
        <span className="grow" />
        <Button small onClick={() => void load(0)}>
          {words("first")}
        </Button>
        <Button small disabled={page.next === null} onClick={() => void load(page.next ?? 0)}>
          {words("more")}
        </Button>
      </div>
    </div>
  );
}
