"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const LOOK_MS = 4_000;

/** Reads the page anew now and then, while something is waited for that happens elsewhere. */
export function WatchState({ everyMs = LOOK_MS }: { everyMs?: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router, everyMs]);
  return null;
}
