"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Checkup } from "#lib/domain/campaigns/draft";
import { askStreamed } from "./answers.ts";

interface CheckupState {
  /** The last one that arrived; shown until the next is there. */
  readonly checkup: Checkup | null;
  /** Whether it is about the draft as it is now. */
  readonly isCurrent: boolean;
  /** People counted so far, while a long list is counted; null when nothing is. */
  readonly counted: number | null;
  /** No answer came; it is tried again. */
  readonly hasFailed: boolean;
}

const CALM_MS = 300;
const RETRY_MS = 5_000;
/** Shorter absences change nothing worth asking for. */
const AWAY_MS = 5_000;

/** How often the person came back to this page after a while elsewhere, such as at the provider to reconnect. */
function useReturns(): number {
  const router = useRouter();
  const [returns, setReturns] = useState(0);
  useEffect(() => {
    let leftAt = Date.now();
    const turn = () => {
      if (document.visibilityState === "hidden") leftAt = Date.now();
      else if (Date.now() - leftAt > AWAY_MS) {
        setReturns((count) => count + 1);
        // Senders and quota come with the page; what is typed stays as it is.
        router.refresh();
      }
    };
    document.addEventListener("visibilitychange", turn);
    return () => document.removeEventListener("visibilitychange", turn);
  }, [router]);
  return returns;
}

/**
 * Has the draft checked whenever something it depends on was stored.
 *
 * @param subject Everything the check depends on: version, list and its reading.
 */
export function useCheckup(slug: string, campaignId: string, subject: string): CheckupState {
  const asked = `${subject} ${useReturns()}`;
  const [known, setKnown] = useState<{ asked: string; checkup: Checkup } | null>(null);
  const [failures, setFailures] = useState(0);
  const [counted, setCounted] = useState<number | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const look = async () => {
      const url = `/api/w/${slug}/campaigns/${campaignId}/checkup`;
      const checkup = await askStreamed<Checkup>(url, leaving.signal, setCounted);
      if (leaving.signal.aborted) return;
      setCounted(null);
      // None: no answer came, or another window of the same person asked meanwhile. Both are asked again.
      if (checkup !== null) setKnown({ asked, checkup });
      setFailures((count) => (checkup === null ? count + 1 : 0));
    };
    const timer = setTimeout(() => void look(), failures === 0 ? CALM_MS : RETRY_MS);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [slug, campaignId, asked, failures]);
  return { checkup: known?.checkup ?? null, isCurrent: known?.asked === asked, counted, hasFailed: failures > 0 };
}
