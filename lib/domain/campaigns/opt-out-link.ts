import { columnKey } from "#lib/domain/imports/column-names";

/** What stands in a text, between braces, in place of each person's own address to refuse on. */
export const optOutNames = { tr: "ret bağlantısı", en: "opt-out link" } as const;

const keys = Object.values(optOutNames).map(columnKey);

/** Whether a placeholder asks for the address to refuse on; a column of the list with the same name comes first. */
export function isOptOutName(name: string): boolean {
  return keys.includes(columnKey(name));
}

// Letters and digits alone: all of them cost one unit in every alphabet, so that a text is as long for one person as for another.
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE = BigInt(DIGITS.length);

/** How many characters each part of an address has: which campaign, which line of its list, and the mark. */
const LENGTHS = { code: 6, line: 4, mark: 8 } as const;

/** The end of an address to refuse on, taken apart. */
export interface OptOutToken {
  readonly code: string;
  readonly line: number;
  readonly mark: string;
}

function written(value: bigint, length: number): string {
  let [text, rest] = ["", value];
  for (let place = 0; place < length; place += 1) {
    text = (DIGITS[Number(rest % BASE)] ?? "") + text;
    rest /= BASE;
  }
  return text;
}

/** Writes the first bytes of something random or hashed in the characters of an address. */
function ofBytes(bytes: Uint8Array, length: number): string {
  return written(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0), length);
}

/** The campaign's part of the address, of eight random bytes. */
export function codeOf(bytes: Uint8Array): string {
  return ofBytes(bytes, LENGTHS.code);
}

/** The mark, of a keyed hash. */
export function markOf(hash: Uint8Array): string {
  return ofBytes(hash, LENGTHS.mark);
}

/** Writes the end of an address; every one has the same length. */
export function writeOptOutToken({ code, line, mark }: OptOutToken): string {
  if (BigInt(line) >= BASE ** BigInt(LENGTHS.line)) throw new Error("no list has so many lines");
  return `${code}${written(BigInt(line), LENGTHS.line)}${mark}`;
}

const form = new RegExp(`^([0-9A-Za-z]{${LENGTHS.code}})([0-9A-Za-z]{${LENGTHS.line}})([0-9A-Za-z]{${LENGTHS.mark}})$`);

/** Takes the end of an address apart; null for what is none. */
export function readOptOutToken(text: string): OptOutToken | null {
  const [, code, line, mark] = form.exec(text) ?? [];
  if (code === undefined || line === undefined || mark === undefined) return null;
  const value = [...line].reduce((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0);
  return { code, line: value, mark };
}

/** The address as a text has it: without `https://`, which phones do not need to make it a link. */
export function optOutAddress(instance: string, token: string): string {
  return `${instance.replace(/^https:\/\//, "")}/o/${token}`;
}

/** The end of an address that is nobody's and is as long as any other, for previews, tests and counts. */
export const exampleOptOutToken = DIGITS.slice(0, LENGTHS.code + LENGTHS.line + LENGTHS.mark);

/** The whole of it. */
export function exampleOptOutAddress(instance: string): string {
  return optOutAddress(instance, exampleOptOutToken);
}
