"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const LOOK_MS = 3_000;

/** Reads the page anew once an instant has come, now and then, until what shows this is gone from it. */
export function RefreshAt({ instant }: { instant: string }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (Date.now() >= Date.parse(instant) && document.visibilityState === "visible") router.refresh();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [router, instant]);
  return null;
}
