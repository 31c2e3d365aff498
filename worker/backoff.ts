const FIRST_MS = 5_000;
const LONGEST_MS = 600_000;

/**
 * How long to keep away from a provider that failed `failures` times in a row: 5 s, 10 s, 20 s ... at most 10 min, of
 * which half is chance, so that workers do not come back together.
 *
 * @param chance 0 to 1, from the caller, so that tests choose it.
 */
export function troubleMs(failures: number, chance: number): number {
  const full = Math.min(FIRST_MS * 2 ** (Math.max(1, failures) - 1), LONGEST_MS);
  return full / 2 + (full / 2) * chance;
}

/** How long to wait before asking a database that went away again: 50 ms doubling to 2 s, half of it chance. */
export function databaseMs(tries: number, chance: number): number {
  const full = Math.min(50 * 2 ** tries, 2_000);
  return full / 2 + (full / 2) * chance;
}
