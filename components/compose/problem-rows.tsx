"use client";

import Download from "lucide-react/icons/download";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { SkeletonRows } from "#components/ui/skeleton";
import { type Column, Table } from "#components/ui/table";
import { isRejectReason } from "#lib/domain/imports/reject-reason";
import type { RejectPage, RejectRow } from "#lib/domain/imports/status";
import { ask } from "./answers.ts";

/** The rows of a list that were left out, page by page, with a file of all of them. */
export function ProblemRows({ slug, importId, reading }: { slug: string; importId: string; reading: number }) {
  const t = useTranslations("imports.problems");
  const words = useTranslations("compose.problems");
  const [isOpen, setOpen] = useState(false);
  const url = `/api/w/${slug}/imports/${importId}`;
  return (
    <div className="stack stack-3">
      <div className="acts">
        <Button small aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words("open")}
        </Button>
        <a className="btn btn-s btn-q" href={`${url}/rejects.csv`} download>
          <Icon of={Download} size="small" />
          {t("download")}
        </a>
      </div>
      {isOpen && <Rows key={reading} url={`${url}/rejects`} />}
    </div>
  );
}

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

function Rows({ url }: { url: string }) {
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
