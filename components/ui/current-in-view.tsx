"use client";

import { useLayoutEffect, useRef } from "react";

/** Scrolls the strip of tabs it stands in sideways to the current one, which may lie beyond the edge of a phone. */
export function CurrentInView() {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const strip = place.current?.parentElement;
    if (!strip) return;
    const show = () => {
      const current = strip.querySelector<HTMLElement>("[aria-current]");
      if (current === null) return;
      const middle = current.offsetLeft - strip.offsetLeft + current.offsetWidth / 2;
      strip.scrollLeft = middle - strip.clientWidth / 2;
    };
    // Tells of the first width as well, and of a phone that is turned.
    const watch = new ResizeObserver(show);
    watch.observe(strip);
    return () => watch.disconnect();
  }, []);
  return <span ref={place} hidden />;
}
