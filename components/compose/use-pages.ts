"use client";

import { useCallback, useEffect, useState } from "react";
import { ask } from "./answers.ts";

/** A page of rows by line; `next` continues after the last one. */
export interface PageOf<Row> {
  readonly rows: readonly Row[];
  readonly next: number | null;
}

/** Reads rows page by page. @param url Takes `after` as one more of its values. */
export function usePages<Row>(url: string) {
  const [page, setPage] = useState<PageOf<Row> | null>(null);
  const [after, setAfter] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  const load = useCallback(
    async (line: number) => {
      const answer = await ask<PageOf<Row>>(`${url}${url.includes("?") ? "&" : "?"}after=${line}`);
      setFailed(!answer.ok);
      setAfter(line);
      if (answer.ok) setPage(answer.result);
    },
    [url],
  );
  useEffect(() => {
    void load(0);
  }, [load]);
  /** Reads the page in sight once more. */
  const again = useCallback(() => load(after), [load, after]);
  return { page, isFirst: after === 0, hasFailed, load, again };
}
