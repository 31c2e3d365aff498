import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";

interface IconProps {
  /** A drawing from `lucide-react/icons/<name>`, imported one by one so that a page carries only what it shows. */
  of: LucideIcon;
  size?: "small" | "regular" | "large" | undefined;
  /** Colour of a state; without it the icon takes the colour of its text. */
  tone?: "ok" | "warn" | "bad" | "off" | undefined;
  className?: string | undefined;
}

/** A line drawing beside a word. It is hidden from assistive technology: the word says it. */
export function Icon({ of: Drawing, size = "regular", tone, className }: IconProps) {
  return (
    <Drawing
      aria-hidden
      className={clsx("i", size === "small" && "i-s", size === "large" && "i-l", tone && `${tone}-i`, className)}
    />
  );
}
