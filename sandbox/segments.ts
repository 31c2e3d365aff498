/**
 * Counts the parts a text is billed as in Türkiye, with the operator's five-character suffix already taken out.
 *
 * Alphabets: 3GPP TS 23.038 (default, extension, Turkish locking shift). The first part holds `first` units, each
 * later part `next`; a two-unit character is never cut in half.
 */
export type Encoding = "GSM7" | "TR7" | "UCS2";
export type Parts = { encoding: Encoding; units: number; parts: number };

const capacity: Record<Encoding, { first: number; next: number }> = {
  GSM7: { first: 155, next: 153 },
  TR7: { first: 150, next: 148 },
  UCS2: { first: 65, next: 63 },
};

const defaultAlphabet =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const extension = "\f^{}\\[~]|€";
const turkishOnly = "ıĞğŞşİç";
const replacedByTurkish = "èìØøÆæ¡¿";

// One byte per UTF-16 unit: the cost in each 7-bit alphabet, 0 where the character is missing.
const gsmCost = new Uint8Array(65_536);
const turkishCost = new Uint8Array(65_536);
for (const character of defaultAlphabet) {
  gsmCost[character.charCodeAt(0)] = 1;
  turkishCost[character.charCodeAt(0)] = 1;
}
for (const character of replacedByTurkish) turkishCost[character.charCodeAt(0)] = 0;
for (const character of turkishOnly) turkishCost[character.charCodeAt(0)] = 1;
for (const character of extension) {
  gsmCost[character.charCodeAt(0)] = 2;
  turkishCost[character.charCodeAt(0)] = 2;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** True when every surrogate has its partner; a lone one is malformed text. */
export function isWellFormed(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (isLow(unit)) return false;
    if (!isHigh(unit)) continue;
    if (!isLow(text.charCodeAt(index + 1))) return false;
    index += 1;
  }
  return true;
}

function sevenBitUnits(text: string, cost: Uint8Array): number {
  let units = 0;
  for (let index = 0; index < text.length; index += 1) {
    const own = cost[text.charCodeAt(index)] ?? 0;
    if (own === 0) return -1;
    units += own;
  }
  return units;
}

function pack(text: string, encoding: Encoding): number {
  const { first, next } = capacity[encoding];
  const cost = encoding === "GSM7" ? gsmCost : turkishCost;
  let parts = 1;
  let room = first;
  for (let index = 0; index < text.length; index += 1) {
    let token = 1;
    if (encoding !== "UCS2") token = cost[text.charCodeAt(index)] ?? 1;
    else if (isHigh(text.charCodeAt(index)) && isLow(text.charCodeAt(index + 1))) {
      token = 2;
      index += 1;
    }
    if (token > room) {
      parts += 1;
      room = next;
    }
    room -= token;
  }
  return parts;
}

/** Picks the cheapest alphabet that holds the whole text and counts its parts. An empty text has none. */
export function countParts(text: string): Parts {
  let encoding: Encoding = "GSM7";
  let units = sevenBitUnits(text, gsmCost);
  if (units < 0) {
    encoding = "TR7";
    units = sevenBitUnits(text, turkishCost);
  }
  if (units < 0) {
    encoding = "UCS2";
    units = text.length;
  }
  if (units === 0) return { encoding, units, parts: 0 };
  return { encoding, units, parts: units <= capacity[encoding].first ? 1 : pack(text, encoding) };
}
