/** The prefix each noun's public id carries. */
const prefixes = {
  campaign: "cmp",
  message: "msg",
  connection: "con",
  contact: "cnt",
  import: "imp",
  sender: "snd",
  person: "usr",
  invite: "inv",
  review: "rev",
  archive: "arc",
  template: "tpl",
  share: "shr",
  view: "viw",
  segment: "sgm",
} as const;

/** A noun whose rows people see an id of. */
export type IdNoun = keyof typeof prefixes;

/** An id as people and APIs see it, such as `cmp_02Vb3cyYyXqN0NTPkJ6bNR`. */
export type PublicId<N extends IdNoun = IdNoun> = `${(typeof prefixes)[N]}_${string}`;

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62^21 < 2^128 < 62^22, so every UUID takes at most 22 digits; padding to 22 keeps the order of UUIDv7. */
const width = 22;
const base = 62n;
const limit = 1n << 128n;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Writes a row's UUID the way people and APIs see it.
 *
 * @param uuid Canonical text form; upper or lower case.
 * @returns Prefix, underscore, 22 base62 digits. Text order follows UUID order.
 * @throws Error when `uuid` is not a UUID: rows hold nothing else.
 */
export function toPublicId<N extends IdNoun>(noun: N, uuid: string): PublicId<N> {
  if (!uuidPattern.test(uuid)) throw new Error(`not a UUID for a ${noun} id`);
  let rest = BigInt(`0x${uuid.replaceAll("-", "")}`);
  let digits = "";
  while (rest > 0n) {
    digits = alphabet.charAt(Number(rest % base)) + digits;
    rest /= base;
  }
  return `${prefixes[noun]}_${digits.padStart(width, "0")}`;
}

/**
 * Reads a public id back into its row's UUID.
 *
 * @returns The UUID in lower case, or `null` for anything that `toPublicId` would not have written for this noun.
 */
export function parsePublicId(noun: IdNoun, text: string): string | null {
  const start = `${prefixes[noun]}_`;
  if (text.length !== start.length + width || !text.startsWith(start)) return null;
  let value = 0n;
  for (const character of text.slice(start.length)) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return null;
    value = value * base + BigInt(digit);
  }
  if (value >= limit) return null;
  const hex = value.toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** When the row of a UUID version 7 was made, to the millisecond. */
export function timeOfId(uuid: string): Date {
  return new Date(Number.parseInt(uuid.replaceAll("-", "").slice(0, 12), 16));
}
