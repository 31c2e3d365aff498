declare const msisdnBrand: unique symbol;

/**
 * A phone number as E.164 digits without the plus: country code, then the national number.
 *
 * A plain number on purpose: fifteen digits are exact below 2^53, and a bigint costs ten times as much per row. The
 * database keeps it as `bigint`. Only `parseMsisdn`, `parseForeign` and `msisdnFromRow` mint one.
 */
export type Msisdn = number & { readonly [msisdnBrand]: true };

/** Why a spelling is not a Turkish mobile number. `landline` stands for every valid Turkish number that is not mobile. */
export type MsisdnRefusal = "empty" | "invalid" | "landline" | "foreign";

/** What had to be mended before a number could be read. `none`: it was written with its country code and nothing between the digits. */
export type Repair = "none" | "spelling" | "lost_zero" | "decimal" | "scientific";

/** Why a number is invalid, so that the person can be told what to look at. */
export type InvalidCause = "letters" | "too_short" | "too_long" | "digits_lost" | "not_assigned";

/** E.164 allows 15 digits; the shortest number in use anywhere has 7 with its country code. */
const smallest = 1_000_000;
const largest = 999_999_999_999_999;

/**
 * Reads a number the database gives back; drivers answer `bigint` columns as text or bigint.
 *
 * @throws Error when the row holds anything but E.164 digits, which no writer of ours stores.
 */
export function msisdnFromRow(stored: string | number | bigint): Msisdn {
  const value = Number(stored);
  if (!Number.isInteger(value) || value < smallest || value > largest) throw new Error("a stored number is not E.164");
  // The one place besides the parser that may claim the brand: the value came out of our own column.
  return value as Msisdn;
}

/** Writes a number as E.164, the form people and APIs see: `+905321234567`. */
export function formatE164(msisdn: Msisdn): string {
  return `+${msisdn}`;
}

/** Writes a number for reading: `+90 532 123 45 67`. Numbers of other countries stay ungrouped. */
export function formatMsisdn(msisdn: Msisdn): string {
  const digits = String(msisdn);
  if (!isTurkish(msisdn)) return `+${digits}`;
  return `+90 ${digits.slice(2, 5)} ${digits.slice(5, 8)} ${digits.slice(8, 10)} ${digits.slice(10)}`;
}

/**
 * Hides a number from those who may not see it whole: `+90 5•• ••• 45 67`.
 *
 * Numbers of other countries keep two digits at each end, with one dot per hidden digit.
 */
export function maskMsisdn(msisdn: Msisdn): string {
  const digits = String(msisdn);
  if (!isTurkish(msisdn)) return `+${digits.slice(0, 2)}${"•".repeat(digits.length - 4)}${digits.slice(-2)}`;
  return `+90 ${digits.slice(2, 3)}•• ••• ${digits.slice(8, 10)} ${digits.slice(10)}`;
}

/** The same for digits as somebody typed them, of which only the last two are left. */
export function maskDigits(typed: string): string {
  return typed.replaceAll(/\d(?=(?:\D*\d){2})/g, "•");
}

/** Whether a number is one of Türkiye; only its mobiles are ever kept. */
export function isTurkish(msisdn: number): boolean {
  return msisdn >= 900_000_000_000 && msisdn <= 909_999_999_999;
}
