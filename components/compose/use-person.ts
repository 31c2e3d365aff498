"use client";

import { useCallback, useEffect, useState } from "react";
import type { PreviewPerson } from "#lib/domain/campaigns/draft";
import { ask } from "./answers.ts";

/** Which person of a list is looked at: by line, or as the neighbour of one. */
export type PersonStep = { readonly at: number } | { readonly after: number } | { readonly before: number };

/** Holds the person of the preview; another list or reading starts at its first person. */
export function usePerson(slug: string, importId: string | null, reading: number | null) {
  const [person, setPerson] = useState<PreviewPerson | null>(null);
  const go = useCallback(
    async (step: PersonStep, signal?: AbortSignal) => {
      if (importId === null) return;
      const query = new URLSearchParams(Object.entries(step).map(([key, value]) => [key, String(value)]));
      const url = `/api/w/${slug}/imports/${importId}/person?${query}`;
      const answer = await ask<PreviewPerson | null>(url, signal === undefined ? {} : { signal });
      if (signal?.aborted !== true && answer.ok && answer.result !== null) setPerson(answer.result);
    },
    [slug, importId],
  );
  useEffect(() => {
    setPerson(null);
    if (reading === null) return;
    const leaving = new AbortController();
    void go({ after: 0 }, leaving.signal);
    return () => leaving.abort();
  }, [go, reading]);
  return { person, go };
}
