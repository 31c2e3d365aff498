import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { parseMsisdn } from "#lib/domain/contacts/msisdn";
import type { Draw } from "#lib/infra/draw.fixture";

/** What the library makes of a spelling, in our words. */
export function byLibrary(spelled: string): number | "invalid" | "landline" | "foreign" {
  const found = parsePhoneNumberFromString(spelled, { defaultCountry: "TR", extract: false });
  if (found?.isValid() !== true || found.ext !== undefined) return "invalid";
  if (found.countryCallingCode !== "90") return "foreign";
  return found.getType() === "MOBILE" ? Number(found.number.slice(1)) : "landline";
}

/** What we make of it. */
export function byUs(spelled: string): number | string {
  const parsed = parseMsisdn(spelled);
  return parsed.ok ? parsed.msisdn : parsed.verdict;
}

const digitForms = [0x30, 0x0660, 0x06f0, 0xff10];
const gaps = ["", " ", "-", ".", "/", "\u00a0", "\u2011", " - ", "\u200b", "\u00ad", "\u3000"];

/** A national number in one of the shapes people write, in digits and gaps the library also reads. */
export function spell(national: string, next: Draw): string {
  const gap = () => gaps[next(gaps.length)] ?? "";
  const zero = digitForms[next(8) === 0 ? next(digitForms.length) : 0] ?? 0x30;
  const prefix = ["0", "", "90", "+90", "0090", "+90 0", "900"][next(7)] ?? "";
  const area = national.slice(0, 3);
  const opening = next(3) === 0 ? ` (${area}) ` : area;
  const spelled = `${prefix}${gap()}${opening}${gap()}${national.slice(3, 6)}${gap()}${national.slice(6, 8)}${gap()}${national.slice(8)}`;
  return spelled.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));
}

/** The digits of a mobile, a landline or nothing at all; seven of ten are mobiles in form. */
export function randomNational(next: Draw): string {
  const digits = (count: number) => Array.from({ length: count }, () => next(10)).join("");
  const kind = next(10);
  if (kind < 7) return `5${digits(9)}`;
  if (kind === 7) return digits(10);
  if (kind === 8) return `${["212", "312", "216", "850", "800", "444", "392", "900"][next(8)]}${digits(7)}`;
  return `5${digits(7 + next(5))}`;
}
