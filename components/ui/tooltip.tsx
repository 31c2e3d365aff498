"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";

interface TooltipProps {
  /** A few words that help and are not needed: a fact never stands in a tooltip alone. */
  text: ReactNode;
  side?: "top" | "bottom" | undefined;
  /** One focusable element. */
  children: ReactNode;
}

/** A hint on hover and focus. It stays while the pointer is on it and goes with Escape (WCAG 1.4.13). */
export function Tooltip({ text, side = "top", children }: TooltipProps) {
  const id = useId();
  const holder = useRef<HTMLSpanElement>(null);
  const [isDismissed, setDismissed] = useState(false);
  useEffect(() => {
    // The child may come from the server, where it cannot know this id.
    holder.current?.firstElementChild?.setAttribute("aria-describedby", id);
  }, [id]);
  const show = () => setDismissed(false);
  const dismiss = (event: KeyboardEvent) => {
    if (event.key === "Escape") setDismissed(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the handlers only hide the hint; the child is what is operated
    <span
      ref={holder}
      className="has-tip"
      data-side={side}
      data-off={isDismissed || undefined}
      onKeyDown={dismiss}
      onMouseEnter={show}
      onBlur={show}
    >
      {children}
      <span className="tip" role="tooltip" id={id}>
        {text}
      </span>
    </span>
  );
}
