import type { ReactNode } from "react";

/** A place of the workspace that has a page. What has none yet is not in the list. */
export interface NavItem {
  id: string;
  href: string;
  label: string;
  icon: ReactNode;
  /** Pressed after `G`, it goes there. One letter, the same in both languages. */
  key?: string | undefined;
}

/** Places that belong together; the first group has no heading. */
export interface NavGroup {
  id: string;
  label?: string | undefined;
  items: readonly NavItem[];
}

/**
 * The place a page belongs to: the item whose address is the longest beginning of the page's own, cut at a slash, so that
 * `/w/a/campaigns/1` is under campaigns, and not under the dashboard at `/w/a`.
 */
export function currentItem(groups: readonly NavGroup[], pathname: string): string | undefined {
  const holders = groups
    .flatMap((group) => group.items)
    .filter((item) => pathname === item.href || pathname.startsWith(`${item.href}/`));
  return holders.toSorted((a, b) => b.href.length - a.href.length)[0]?.id;
}
