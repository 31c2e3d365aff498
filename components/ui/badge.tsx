import { clsx } from "clsx";
import type { ReactNode } from "react";

/** What a state means for the person who reads it. Never carried by colour alone: the word is always there. */
export type Tone = "ok" | "warn" | "bad" | "info" | "quiet";

interface BadgeProps {
  tone?: Tone | undefined;
  /** The dot: steady, `live` while something happens now, `open` before it began, `none` beside an icon or a plain word. */
  dot?: "steady" | "live" | "open" | "none" | undefined;
  children: ReactNode;
}

/** A state in one word. */
export function Badge({ tone = "quiet", dot = "steady", children }: BadgeProps) {
  const dots = { steady: "", live: "b-live", open: "b-open", none: "plain" };
  return <span className={clsx("badge", tone !== "quiet" && `b-${tone}`, dots[dot])}>{children}</span>;
}
