"use client";

import { useEffect, useState } from "react";
import type { SegmentCount, SegmentRule } from "#lib/domain/segments/rule";
import { ask } from "../compose/answers.ts";

/** What is known about a rule: its count, or that it could not be counted. */
interface Counted {
  readonly written: string;
  readonly count: SegmentCount | null;
}

/** A rule is counted when nobody has changed it for so long. */
const COUNT_AFTER_MS = 400;

/** Counts a rule while it is written; of a rule that was overtaken the question is given up. */
export function useCount(rule: SegmentRule | null, href: string): { state: Counted | null; isCounting: boolean } {
  const [state, setState] = useState<Counted | null>(null);
  const written = rule === null ? null : JSON.stringify(rule);
  const isOpen = written !== null && state?.written !== written;
  useEffect(() => {
    if (!isOpen) return;
    const leaving = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask<SegmentCount>(href, {
        ...{ method: "POST", signal: leaving.signal, headers: { "content-type": "application/json" } },
        body: `{"rule":${written}}`,
      });
      if (!leaving.signal.aborted) setState({ written, count: answer.ok ? answer.result : null });
    }, COUNT_AFTER_MS);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [written, isOpen, href]);
  return { state, isCounting: isOpen };
}
