/** Numbers of one foreign range among the people a campaign is about to be sent to. */
export interface RangeCount {
  /** The first digits, country code included. */
  readonly prefix: string;
  readonly people: number;
  /** People of the same range who have received a message of the workspace lately. */
  readonly known: number;
}

/** Digits that tell a range: the country, and an operator or area of it. */
export const RANGE_DIGITS = 5;

/** So many people of one range are looked at whatever their share; fewer only where they are a tenth of the campaign. */
const MANY = 100;
const FEW = 20;
const SHARE = 0.1;
/** A range is known when at least a quarter as many people of it have been reached before. */
const KNOWN_SHARE = 0.25;

/**
 * The range that a campaign writes to unusually much of, the largest first; null when there is none.
 *
 * Whoever pumps messages buys up numbers of one range and has them written to. A person decides whether that is so.
 */
export function unusualRange(ranges: readonly RangeCount[], people: number): RangeCount | null {
  const unusual = ranges.filter(({ people: many, known }) => {
    const isMuch = many >= MANY || (many >= FEW && many >= people * SHARE);
    return isMuch && known < many * KNOWN_SHARE;
  });
  return unusual.toSorted((one, other) => other.people - one.people)[0] ?? null;
}
