import { type MessageFilter, searchedDigits } from "#lib/domain/messages/schema";

/** What narrows a list besides the group of states; each can stand as a chip and be taken away alone. */
export const narrowing = [
  "number",
  "source",
  "sender",
  "connection",
  "operator",
  "reason",
  "code",
  "parts",
  "from",
  "to",
] as const;

const KEYS = ["view", ...narrowing, "after", "before", "message"] as const;

/**
 * Writes the address of a message list with some filters changed.
 *
 * Changing what is listed begins at the first page again; opening or closing a message keeps the page.
 */
export function messageAddress(
  path: string,
  filter: MessageFilter,
  change: Partial<Record<(typeof KEYS)[number], string | undefined>>,
): string {
  const keepsPage = Object.keys(change).every((key) => key === "message");
  const merged: Partial<Record<string, string | number | undefined>> = { ...filter };
  if (!keepsPage) {
    merged.after = undefined;
    merged.before = undefined;
    merged.message = undefined;
  }
  Object.assign(merged, change);
  const query = new URLSearchParams();
  for (const key of KEYS) {
    const value = merged[key];
    if (value !== undefined && value !== "" && !(key === "view" && value === "all")) query.set(key, String(value));
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Where a search goes on that stopped before it found anything; undefined when it is through. */
export function furtherAddress(
  path: string,
  filter: MessageFilter,
  page: { readonly isPartial: boolean; readonly previous: string | null; readonly next: string | null },
): string | undefined {
  if (!page.isPartial) return undefined;
  // Without rows only the way on leads anywhere.
  return messageAddress(path, filter, page.next === null ? { before: page.previous ?? "" } : { after: page.next });
}

/** Whether a filter narrows the list; a number of a few digits is passed over. */
export function isNarrowedBy(filter: MessageFilter, key: (typeof narrowing)[number]): boolean {
  return key === "number" ? searchedDigits(filter.number) !== null : (filter[key] ?? "") !== "";
}

/** Whether any filter narrows the list. */
export function isFiltered(filter: MessageFilter): boolean {
  return filter.view !== "all" || narrowing.some((key) => isNarrowedBy(filter, key));
}
