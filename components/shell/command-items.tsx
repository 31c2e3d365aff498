import type { ReactNode } from "react";

/** One line of the palette. */
export interface CommandItem {
  id: string;
  label: string;
  icon?: ReactNode;
  href?: string | undefined;
  onSelect?: (() => void | Promise<void>) | undefined;
  /** Its keys, such as `G C`. */
  keys?: string | undefined;
}

/** Lines under one heading. */
export interface CommandGroup {
  id: string;
  label: string;
  items: readonly CommandItem[];
}
