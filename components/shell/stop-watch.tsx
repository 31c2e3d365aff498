"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** What the windows of one browser tell each other when somebody stops or opens all sending. */
const CHANNEL = "tellal.stop";
const EVERY_MS = 15_000;

/** Tells the other windows of this browser that sending was stopped or opened here. */
export function tellOtherWindows(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("");
  channel.close();
}

interface StopWatchProps {
  slug: string;
  /** The stop that the page shows; empty while sending is open. */
  mark: string;
}

/**
 * Draws an open page again when sending was stopped or opened elsewhere, or the person may not be here any more: at once when
 * that was in this browser or the window is turned to, and within seconds otherwise. It shows nothing by itself.
 */
export function StopWatch({ slug, mark }: StopWatchProps) {
  const router = useRouter();
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      try {
        const answer = await fetch(`/api/w/${slug}/stop`, { signal });
        // Signed out, removed, suspended: the page itself says so when it is drawn.
        const isKnown = answer.ok && (await answer.json()).mark === mark;
        if (!isKnown && answer.status < 500) router.refresh();
      } catch {
        // Not to be reached now; the next look may be.
      }
    };
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener("message", look, { signal });
    addEventListener("focus", look, { signal });
    document.addEventListener("visibilitychange", look, { signal });
    const timer = setInterval(look, EVERY_MS);
    return () => {
      leaving.abort();
      channel.close();
      clearInterval(timer);
    };
  }, [slug, mark, router]);
  return null;
}
