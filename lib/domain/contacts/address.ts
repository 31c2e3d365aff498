import type { ContactFilter } from "./schema.ts";

const KEYS = ["search", "tag", "segment", "after", "before"] as const;

/** Writes the address of the list of contacts with some of it changed; a change begins at the first page again. */
export function contactsAddress(
  path: string,
  filter: ContactFilter,
  change: Partial<Record<(typeof KEYS)[number], string | null | undefined>>,
): string {
  const merged: Partial<Record<string, string | null | undefined>> = {
    ...{ search: filter.search, tag: filter.tag, segment: filter.segment },
    ...change,
  };
  const query = new URLSearchParams();
  for (const key of KEYS) {
    const value = merged[key] ?? "";
    if (value !== "") query.set(key, value);
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Whether the list is narrowed. */
export function isNarrowed(filter: ContactFilter): boolean {
  return (filter.search ?? "") !== "" || (filter.tag ?? "") !== "" || filter.segment !== undefined;
}
