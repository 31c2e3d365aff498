/** What a part of the tests came to. */
export interface Tally {
  passed: number;
  /** One entry for each failure: what failed, and why. */
  failures: string[];
  skipped: number;
}

export function emptyTally(): Tally {
  return { passed: 0, failures: [], skipped: 0 };
}

export function sum(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failures: tallies.flatMap(({ failures }) => failures),
    skipped: tallies.reduce((total, { skipped }) => total + skipped, 0),
  };
}
