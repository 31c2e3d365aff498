import type { ReactNode } from "react";

/** One thing to do or one place to go. */
export interface MenuItem {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  href?: string | undefined;
  /** From a server component this is a server action. */
  onSelect?: (() => void | Promise<void>) | undefined;
  /** At the end of the line: a key, a role. */
  hint?: ReactNode;
  isDanger?: boolean | undefined;
  isDisabled?: boolean | undefined;
  /** The one that is chosen now. */
  isCurrent?: boolean | undefined;
}

/** Items that belong together; a line parts them from the next group. */
export interface MenuGroup {
  id: string;
  label?: ReactNode;
  items: readonly MenuItem[];
}
