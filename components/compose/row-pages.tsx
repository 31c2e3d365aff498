"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button";
import { SkeletonRows } from "#components/ui/skeleton";
import { type Column, Table } from "#components/ui/table";
import type { PageOf } from "./use-pages.ts";

interface RowPagesProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  page: PageOf<Row> | null;
  isFirst: boolean;
  hasFailed: boolean;
  onLoad: (after: number) => void;
}

/** Rows of a list, a page at a time. */
export function RowPages<Row extends { readonly line: number }>(props: RowPagesProps<Row>): ReactNode {
  const { caption, columns, page, isFirst, hasFailed, onLoad } = props;
  const words = useTranslations("compose.problems");
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
      <Table caption={caption} dense columns={columns} rows={page.rows} rowKey={(row) => String(row.line)} />
      {(!isFirst || page.next !== null) && (
        <div className="pager">
          <span className="grow" />
          <Button small disabled={isFirst} onClick={() => onLoad(0)}>
            {words("first")}
          </Button>
          <Button small disabled={page.next === null} onClick={() => onLoad(page.next ?? 0)}>
            {words("more")}
          </Button>
        </div>
      )}
    </div>
  );
}
