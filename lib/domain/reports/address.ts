import { ReportQuery } from "#lib/domain/reports/schema";

/** What narrows a report; each can stand as a chip and be taken away alone. */
export const reportFilters = ["connection", "sender", "operator", "source"] as const;

const KEYS = ["span", "from", "to", "metric", "by", "compare", ...reportFilters] as const;

type Change = Partial<Record<(typeof KEYS)[number], string | undefined>>;

/** What a report says of itself in an address, without what goes without saying. */
export function reportParameters(query: ReportQuery, change: Change = {}): URLSearchParams {
  const merged: Change = { ...query, ...change };
  const words = new URLSearchParams();
  for (const key of KEYS) {
    const value = merged[key] ?? "";
    const goesWithoutSaying = (key === "metric" && value === "sent") || (key === "by" && value === "sender");
    if (value !== "" && !goesWithoutSaying) words.set(key, value);
  }
  return words;
}

/** Writes the address of a report with some of it changed. A named period takes the place of two days, and they of it. */
export function reportAddress(path: string, query: ReportQuery, change: Change = {}): string {
  const period = change.span === undefined ? {} : { from: undefined, to: undefined };
  const text = reportParameters(query, { ...period, ...change }).toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Reads what `reportParameters` wrote; what a newer version does not know is left out. */
export function readParameters(text: string): ReportQuery {
  return ReportQuery.parse(Object.fromEntries(new URLSearchParams(text)));
}
