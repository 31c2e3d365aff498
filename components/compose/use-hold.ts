"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ask } from "./answers.ts";

/** How often the page says that it is still open; shorter than the server waits for it. */
const SAY_MS = 15_000;

/** Who writes on the draft. */
interface Hold {
  /** The other person who does; null while it is this page's person. */
  readonly heldBy: string | null;
  /** Takes it over. */
  readonly take: () => void;
}

/**
 * Holds a draft while its page is open, and tells who else does.
 *
 * @param onFree Called when the draft became this person's after it was another's: it may have changed meanwhile.
 */
export function useHold(slug: string, campaignId: string, onFree: () => void): Hold {
  const [heldBy, setHeldBy] = useState<string | null>(null);
  const last = useRef<string | null>(null);
  const say = useCallback(
    async (take: boolean) => {
      const answer = await ask<{ heldBy: string | null }>(`/api/w/${slug}/campaigns/${campaignId}/hold`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ take }),
      });
      // Without an answer nothing is known to be different.
      if (!answer.ok) return;
      const was = last.current;
      last.current = answer.result.heldBy;
      setHeldBy(last.current);
      if (was !== null && last.current === null) onFree();
    },
    [slug, campaignId, onFree],
  );
  useEffect(() => {
    void say(false);
    const timer = setInterval(() => {
      // A page that nobody looks at lets go of it.
      if (document.visibilityState === "visible") void say(false);
    }, SAY_MS);
    return () => clearInterval(timer);
  }, [say]);
  return { heldBy, take: () => void say(true) };
}
