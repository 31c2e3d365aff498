import type { SegmentRule } from "#lib/domain/segments/rule";

/** Whom a draft leaves out, as a person chose it; ids as people see them. */
export interface Exclusions {
  /** Whoever got a commercial message of a campaign within so many days. */
  readonly days: number | null;
  readonly segments: readonly string[];
  /** Whoever is a recipient of one of these. */
  readonly campaigns: readonly string[];
  /** Whoever stands on one of these lists of pasted numbers. */
  readonly lists: readonly string[];
}

/** Most days, segments, campaigns and lists that can be named, and most numbers of one list. */
export const exclusionLimits = { days: 365, segments: 20, campaigns: 20, lists: 5, numbers: 100_000 } as const;

/** Nobody is left out. */
export const noExclusions: Exclusions = { days: null, segments: [], campaigns: [], lists: [] };

/** Writes exclusions in the one way that two alike are written alike; null for none. */
export function writeExclusions({ days, segments, campaigns, lists }: Exclusions): string | null {
  if (days === null && segments.length + campaigns.length + lists.length === 0) return null;
  const named = { segments: segments.toSorted(), campaigns: campaigns.toSorted() };
  // What was written before there were lists reads the same.
  return JSON.stringify({ days, ...named, ...(lists.length > 0 && { lists: lists.toSorted() }) });
}

/** Reads what `writeExclusions` wrote, and nothing else. */
export function readExclusions(written: string | null): Exclusions {
  return written === null ? noExclusions : { ...noExclusions, ...(JSON.parse(written) as Partial<Exclusions>) };
}

/** What exclusions come to: rules, ranges of messages and readings, so that a segment changed later changes nothing. */
export interface LeaveOut {
  readonly days: number | null;
  readonly rules: readonly SegmentRule[];
  readonly campaigns: readonly { readonly id: string; readonly firstId: string; readonly lastId: string }[];
  /** Left out where there are none. */
  readonly lists?: readonly { readonly id: string; readonly reading: number }[] | undefined;
}

/** How often a person may get a commercial message: so many within so many days. */
export interface Frequency {
  readonly limit: number;
  readonly days: number;
}
