"use client";

import { useCallback, useEffect, useState } from "react";
import type { ImportStatus } from "#lib/domain/imports/status";
import { ask } from "./answers.ts";

/** A list with its first rows. */
export interface ShownList extends ImportStatus {
  readonly sample: readonly (readonly string[])[];
}

/** How often a list is looked at while it is read. */
const LOOK_EVERY_MS = 700;

/** Follows a list: read it once, and again and again while the worker reads it. */
export function useList(slug: string, importId: string | null, first: ShownList | null) {
  const [list, setList] = useState<ShownList | null>(first);
  const [round, setRound] = useState(0);
  const shown = list !== null && list.id === importId ? list : null;
  const isOpen = importId !== null && (shown === null || shown.state === "reading" || shown.state === "receiving");
  useEffect(() => {
    if (!isOpen) return;
    const leaving = new AbortController();
    const timer = setTimeout(
      async () => {
        const answer = await ask<ShownList>(`/api/w/${slug}/imports/${importId}`, { signal: leaving.signal });
        if (leaving.signal.aborted) return;
        if (answer.ok) setList(answer.result);
        setRound((n) => n + 1);
      },
      round === 0 ? 0 : LOOK_EVERY_MS,
    );
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [slug, importId, isOpen, round]);
  /** Says that the list is about to be read again. */
  const readAgain = useCallback(() => {
    setRound(0);
    setList((known) => (known === null ? null : { ...known, state: "reading", rows: 0 }));
  }, []);
  /** Looks once more: rows of it were moved. */
  const look = useCallback(async () => {
    if (importId === null) return;
    const answer = await ask<ShownList>(`/api/w/${slug}/imports/${importId}`);
    if (answer.ok) setList(answer.result);
  }, [slug, importId]);
  return { list: shown, readAgain, look };
}
