"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { askAgain } from "./ask-again";

interface RefreshBehindProps {
  slug: string;
  /** Connections that may be asked. */
  connectionIds: readonly string[];
  /** Whether what the page shows is old already. */
  isStale: boolean;
}

const EVERY_MS = 60_000;

/**
 * Keeps what a page shows of the provider fresh, behind it: the page shows what is known at once, with its age.
 *
 * It draws nothing and says nothing when the provider is silent; the page does, from what was written down.
 */
export function RefreshBehind({ slug, connectionIds, isStale }: RefreshBehindProps) {
  const router = useRouter();
  const ids = connectionIds.join(" ");
  useEffect(() => {
    if (ids === "") return;
    let isHere = true;
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const answers = await Promise.all(ids.split(" ").map((id) => askAgain(slug, id)));
      if (isHere && answers.some((answer) => answer?.asked === true)) router.refresh();
    };
    // Not before the page stays: the development server draws everything twice, and the server allows one question a minute.
    const first = isStale ? setTimeout(() => void ask(), 0) : undefined;
    const timer = setInterval(() => void ask(), EVERY_MS);
    // Whoever comes back may have chosen a bigger plan at the provider meanwhile.
    const comeBack = () => void ask();
    document.addEventListener("visibilitychange", comeBack);
    return () => {
      isHere = false;
      clearTimeout(first);
      clearInterval(timer);
      document.removeEventListener("visibilitychange", comeBack);
    };
  }, [slug, ids, isStale, router]);
  return null;
}
