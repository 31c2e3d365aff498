/** How many of a campaign's people got it, told from those who were asked. Shares from 0 to 1. */
export interface DeliveryEstimate {
  readonly rate: number;
  /** In 95 of 100 such samples the true share lies between these two. */
  readonly low: number;
  readonly high: number;
  /** People of the sample with a final report, of how many in it. */
  readonly known: number;
  readonly sample: number;
  /** People of the campaign with a final report, of how many that the provider took. */
  readonly covered: number;
  readonly sent: number;
}

/** Two-sided, 95 in 100. */
const Z = 1.959_964;

/**
 * The interval of Wilson for a share of a sample drawn without putting back: where a large part of all was asked there is
 * less to be wrong about, as if more people had been asked of infinitely many.
 *
 * @param hits How many of `asked` got it.
 * @param all How many there are altogether, at least `asked`.
 */
export function wilson(hits: number, asked: number, all: number): { readonly low: number; readonly high: number } {
  const rate = hits / asked;
  if (asked >= all) return { low: rate, high: rate };
  const n = (asked * (all - 1)) / (all - asked);
  const middle = (rate + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const reach = (Z / (1 + Z ** 2 / n)) * Math.sqrt((rate * (1 - rate)) / n + Z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}
