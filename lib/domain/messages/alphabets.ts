/**
 * The 7-bit alphabets a text can be sent in, as flags per UTF-16 code unit.
 *
 * Source: 3GPP TS 23.038, sections 6.2.1 (default alphabet), 6.2.1.1 (extension table) and annex A (Turkish locking
 * shift table). The escape position 0x1B stands for no character.
 */
const defaultAlphabet =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** Characters reached with an escape; each takes two units. */
const extension = "\f^{}\\[~]|€";

/** What the Turkish locking table puts in place of eight characters of the default alphabet. */
const replacedInTurkish = "èìØøÆæ¡¿";
const turkishOnly = "ıĞğŞşİç";

/** The character can be sent in the default alphabet. */
export const IN_GSM7 = 1;
/** The character can be sent in the Turkish alphabet. */
export const IN_TR7 = 2;
/** The character takes two units in either 7-bit alphabet. */
export const TAKES_TWO = 4;

/**
 * Flags of every UTF-16 code unit; 0 for those that only UCS-2 can carry.
 *
 * The euro sign has a one-unit place in the Turkish locking table, but Turkish operators bill it as two, so it keeps
 * the dearer figure in both alphabets.
 */
export const alphabetFlags: Uint8Array = buildFlags();

function buildFlags(): Uint8Array {
  const flags = new Uint8Array(0x1_0000);
  const mark = (characters: string, value: number) => {
    for (const character of characters) flags[character.charCodeAt(0)] = value;
  };
  mark(defaultAlphabet, IN_GSM7 | IN_TR7);
  mark(replacedInTurkish, IN_GSM7);
  mark(turkishOnly, IN_TR7);
  mark(extension, IN_GSM7 | IN_TR7 | TAKES_TWO);
  return flags;
}
