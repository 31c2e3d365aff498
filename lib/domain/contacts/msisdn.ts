import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { InvalidCause, Msisdn, MsisdnRefusal, Repair } from "./model.ts";
import { PLUS, phoneCharacter, SEPARATOR } from "./phone-characters.ts";

/** What one spelling turned out to be. `cause` is present when the verdict is `invalid`. */
export type ParsedMsisdn =
  | { readonly ok: true; readonly msisdn: Msisdn; readonly repair: Repair }
  | { readonly ok: false; readonly verdict: MsisdnRefusal; readonly cause?: InvalidCause };

const empty: ParsedMsisdn = { ok: false, verdict: "empty" };
const landline: ParsedMsisdn = { ok: false, verdict: "landline" };
const foreign: ParsedMsisdn = { ok: false, verdict: "foreign" };
const letters: ParsedMsisdn = { ok: false, verdict: "invalid", cause: "letters" };
const tooShort: ParsedMsisdn = { ok: false, verdict: "invalid", cause: "too_short" };
const tooLong: ParsedMsisdn = { ok: false, verdict: "invalid", cause: "too_long" };
const digitsLost: ParsedMsisdn = { ok: false, verdict: "invalid", cause: "digits_lost" };
const notAssigned: ParsedMsisdn = { ok: false, verdict: "invalid", cause: "not_assigned" };

const countryCode = 900_000_000_000;
const nationalDigits = 10;
/** Shorter is no number anywhere; longer is more than fifteen digits behind the longest prefix. */
const fewestDigits = 7;
const mostDigits = 18;

/** Whether all numbers that start with 5 and these two digits are mobile. About any other pair the library is asked. */
const isMobilePair = new Uint8Array(100);
for (const tens of [0, 3, 4, 5]) isMobilePair.fill(1, tens * 10, tens * 10 + 10);
for (const pair of [10, 16, 24, 62, 64, 72, 74, 75, 94, 96]) isMobilePair[pair] = 1;

/** Signed for Excel as text: `'0532...`, or `="0532..."`. */
const spreadsheetText = /^\s*(?:'\s*([^']*)|="([^"]*)")\s*$/;
/** A number a spreadsheet stored as a figure and wrote out in scientific notation. */
const scientific = /^\s*(\d)(?:[.,](\d*))?[eE]\+?(\d{1,2})\s*$/;
/** A number a program wrote out with decimals after a comma. */
const decimalComma = /^\s*(\d{7,15}),0{1,2}\s*$/;

/**
 * Reads a phone number as people write it. The only normaliser of the product.
 *
 * Turkish mobiles are read without the library: 05.., 5.., 90.., +90.., 0090.. (also with the needless zero of
 * `+90 (0532)`), with blanks, dots, dashes, slashes, brackets, invisible marks and Arabic-Indic or full-width digits
 * anywhere. A number without an international prefix is taken as Turkish. `landline` stands for every valid Turkish
 * number that is not mobile, `foreign` for every valid number of another country.
 *
 * Stricter than the library in one place: a figure with decimals (`532123456.0`) is never read as if the decimals were
 * part of the number. Digits a spreadsheet rounded away (`5,32E+09`) cannot be repaired and are refused as such.
 *
 * Source of the ranges: the numbering plan in libphonenumber's metadata; a test compares every prefix with it.
 */
export function parseMsisdn(raw: string): ParsedMsisdn {
  let value = 0;
  let zeros = 0;
  let digits = 0;
  let separators = 0;
  let digitsBeforeDot = -1;
  let hasPlus = false;
  for (let at = 0; at < raw.length; at++) {
    const unit = raw.charCodeAt(at);
    const kind = phoneCharacter(unit);
    if (kind < SEPARATOR) {
      if (kind === 0 && digits === 0) zeros++;
      else {
        value = value * 10 + kind;
        digits++;
      }
    } else if (kind === SEPARATOR) {
      separators++;
      if (unit === 0x2e) digitsBeforeDot = digits;
    } else if (kind === PLUS && !hasPlus && digits === 0 && zeros === 0) hasPlus = true;
    else return readOtherwise(raw);
  }
  if (digits === 0) return zeros === 0 && !hasPlus ? empty : tooShort;
  const decimals = digits - digitsBeforeDot;
  if (digitsBeforeDot > 0 && separators === 1 && zeros === 0 && !hasPlus && (decimals === 1 || decimals === 2)) {
    const unitOfDecimals = 10 ** decimals;
    if (value % unitOfDecimals === 0) return repaired(parseMsisdn(String(value / unitOfDecimals)), "decimal");
  }
  const isCanonical = zeros === 0 && digits === 12 && raw.length === (hasPlus ? 13 : 12);
  const repair = isCanonical ? "none" : zeros === 0 && digits === nationalDigits ? "lost_zero" : "spelling";
  const national = mobileIn(value, digits, zeros, hasPlus);
  return national === 0 ? askLibrary(raw, hasPlus, zeros + digits, repair) : mobile(national, repair);
}

/** The national part if the digits are certainly a Turkish mobile, else 0. */
function mobileIn(value: number, digits: number, zeros: number, hasPlus: boolean): number {
  let national = 0;
  if (digits === nationalDigits) {
    if (!hasPlus && zeros <= 1) national = value;
  } else if (zeros === 0 || (zeros === 2 && !hasPlus)) {
    if (digits === 12) national = value - countryCode;
    else if (digits === 13) national = value - 10 * countryCode;
  }
  if (national < 5e9 || national >= 6e9) return 0;
  return isMobilePair[Math.floor(national / 1e7) - 500] === 1 ? national : 0;
}

function mobile(national: number, repair: Repair): ParsedMsisdn {
  // This parser is what the brand stands for: ten checked digits behind the country code.
  return { ok: true, msisdn: (countryCode + national) as Msisdn, repair };
}

function repaired(parsed: ParsedMsisdn, repair: Repair): ParsedMsisdn {
  return parsed.ok ? { ...parsed, repair } : parsed;
}

/** Reads what holds a character no phone number contains: spreadsheet spellings, else not a number. */
function readOtherwise(raw: string): ParsedMsisdn {
  const text = spreadsheetText.exec(raw);
  if (text !== null) return repaired(parseMsisdn(text[1] ?? text[2] ?? ""), "spelling");
  const decimal = decimalComma.exec(raw);
  if (decimal !== null) return repaired(parseMsisdn(decimal[1] ?? ""), "decimal");
  const figure = scientific.exec(raw);
  if (figure === null) return letters;
  const mantissa = `${figure[1] ?? ""}${figure[2] ?? ""}`;
  // Only a mantissa with every digit of the number still says which number it was.
  if (mantissa.length !== Number(figure[3]) + 1) return digitsLost;
  return repaired(parseMsisdn(mantissa), "scientific");
}

/** Numbers that are not plainly Turkish mobiles are rare, so they may cost a library call. */
function askLibrary(raw: string, hasPlus: boolean, digitCount: number, repair: Repair): ParsedMsisdn {
  if (digitCount < fewestDigits) return tooShort;
  if (digitCount > mostDigits) return tooLong;
  let spelled = hasPlus ? "+" : "";
  for (let at = 0; at < raw.length; at++) {
    const kind = phoneCharacter(raw.charCodeAt(at));
    if (kind < SEPARATOR) spelled += kind;
  }
  const found = parsePhoneNumberFromString(spelled, { defaultCountry: "TR", extract: false });
  if (found?.isValid() !== true) return refuse(spelled);
  if (found.countryCallingCode !== "90") return foreign;
  return found.getType() === "MOBILE" ? mobile(Number(found.nationalNumber), repair) : landline;
}

/**
 * Reads a number of another country that can receive texts, written with its country code. `parseMsisdn` refuses it as
 * `foreign`; lists of a workspace that writes to other countries keep it.
 */
export function parseForeign(raw: string): Msisdn | null {
  const found = parsePhoneNumberFromString(raw, { defaultCountry: "TR", extract: false });
  if (found?.isValid() !== true || found.countryCallingCode === "90") return null;
  const type = found.getType();
  // In some countries nothing tells a mobile number from a landline.
  if (type !== "MOBILE" && type !== "FIXED_LINE_OR_MOBILE") return null;
  return Number(found.number.slice(1)) as Msisdn;
}

/** Says what is wrong with digits that are no number anywhere. Lengths are judged for numbers meant as Turkish only. */
function refuse(spelled: string): ParsedMsisdn {
  const [prefix = ""] = /^(?:\+|00)?/.exec(spelled) ?? [];
  const rest = spelled.slice(prefix.length);
  if (prefix !== "" && !rest.startsWith("90")) return notAssigned;
  const national = prefix === "" ? rest.replace(/^(?:90)?0?(?=\d{10})/, "") : rest.replace(/^900?/, "");
  if (national.length === nationalDigits) return notAssigned;
  return national.length < nationalDigits ? tooShort : tooLong;
}
