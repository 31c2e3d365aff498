"use client";

import { useEffect, useState } from "react";

/**
 * A component that is fetched when it is first needed and kept from then on.
 *
 * React.lazy would do, but React holds back what a fallback stands for by 300 ms, and the fallback of a menu is nothing:
 * it would open late every first time. When the network fails, nothing opens and the next attempt fetches again.
 *
 * @param load A function of the module, not of the render, around one `import()`; call it early to have the part ready.
 */
export function useLate<Part>(load: () => Promise<Part>, isNeeded: boolean): Part | undefined {
  const [part, setPart] = useState<Part>();
  useEffect(() => {
    if (!isNeeded || part !== undefined) return;
    let isWanted = true;
    load().then(
      (loaded) => {
        if (isWanted) setPart(() => loaded);
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [load, isNeeded, part]);
  return part;
}
