import type { ConsentFilter } from "./schema.ts";

const KEYS = ["tab", "status", "number", "after", "before"] as const;

/** Writes the address of the page with some of it changed; a change of what is listed begins at the first page again. */
export function consentAddress(
  path: string,
  filter: ConsentFilter,
  change: Partial<Record<(typeof KEYS)[number], string | null | undefined>>,
): string {
  const merged: Partial<Record<string, string | null | undefined>> = {
    ...filter,
    ...{ after: undefined, before: undefined },
    ...change,
  };
  const query = new URLSearchParams();
  for (const key of KEYS) {
    const value = merged[key] ?? "";
    if (value !== "" && !(key === "tab" && value === "consents")) query.set(key, value);
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Whether the list is narrowed. */
export function isNarrowed(filter: ConsentFilter): boolean {
  return filter.status !== undefined || (filter.number ?? "") !== "";
}
