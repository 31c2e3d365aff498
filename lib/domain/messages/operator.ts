/** Whose network a number is in. `other`: a Turkish number of none of the three; `unknown`: nobody ever said. */
export const operators = ["turkcell", "vodafone", "turk_telekom", "other", "foreign", "unknown"] as const;

/** One of the operators a report tells apart. */
export type Operator = (typeof operators)[number];

/** First four digits with the country code. Source: national numbering plan of the regulator (BTK), mobile numbers. */
const byPrefix: ReadonlyMap<number, Operator> = new Map([
  [9050, "turk_telekom"],
  [9053, "turkcell"],
  [9054, "vodafone"],
  [9055, "turk_telekom"],
]);

/**
 * Guesses the operator of a number, E.164 digits without the plus, from its prefix. Only a guess: a number keeps its prefix when its owner changes the
 * operator, so whoever shows it must say so.
 */
export function guessOperator(msisdn: number): Operator {
  if (msisdn < 900_000_000_000 || msisdn > 909_999_999_999) return "foreign";
  return byPrefix.get(Math.floor(msisdn / 100_000_000)) ?? "other";
}

/** Reads an operator as a provider spells it; null when it is none that we tell apart. */
export function readOperator(spelled: string): Operator | null {
  const name = spelled
    .toLowerCase()
    .replaceAll("ü", "u")
    .replaceAll(/[^a-z]/g, "");
  if (name.startsWith("turkcell")) return "turkcell";
  if (name.startsWith("vodafone")) return "vodafone";
  if (name.startsWith("turktelekom") || name.startsWith("avea")) return "turk_telekom";
  return null;
}
