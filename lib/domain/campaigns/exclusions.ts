import type { SegmentRule } from "#lib/domain/segments/rule";

/** Whom a draft leaves out, as a person chose it; ids as people see them. */
export interface Exclusions {
  /** Whoever got a commercial message of a campaign within so many days. */
  readonly days: number | null;
  readonly segments: readonly string[];
  /** Whoever is a recipient of one of these. */
  readonly campaigns: readonly string[];
}

/** Most days, segments and campaigns that can be named. */
export const exclusionLimits = { days: 365, segments: 20, campaigns: 20 } as const;

/** Nobody is left out. */
export const noExclusions: Exclusions = { days: null, segments: [], campaigns: [] };

/** Writes exclusions in the one way that two alike are written alike; null for none. */
export function writeExclusions({ days, segments, campaigns }: Exclusions): string | null {
  if (days === null && segments.length === 0 && campaigns.length === 0) return null;
  return JSON.stringify({ days, segments: segments.toSorted(), campaigns: campaigns.toSorted() });
}

/** Reads what `writeExclusions` wrote, and nothing else. */
export function readExclusions(written: string | null): Exclusions {
  return written === null ? noExclusions : (JSON.parse(written) as Exclusions);
}

/** What exclusions come to: rules and ranges of messages, so that a segment changed later changes nothing. */
export interface LeaveOut {
  readonly days: number | null;
  readonly rules: readonly SegmentRule[];
  readonly campaigns: readonly { readonly id: string; readonly firstId: string; readonly lastId: string }[];
}

/** How often a person may get a commercial message: so many within so many days. */
export interface Frequency {
  readonly limit: number;
  readonly days: number;
}
