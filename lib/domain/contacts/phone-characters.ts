/** A character that may stand between digits and says nothing. Digits are classed as their value, 0 to 9. */
export const SEPARATOR = 10;
/** The sign that an international number follows. */
export const PLUS = 11;
/** A character no phone number contains. */
const OTHER = 12;

const asciiClasses = new Uint8Array(128).fill(OTHER);
for (let digit = 0; digit < 10; digit++) asciiClasses[0x30 + digit] = digit;
for (const character of " \t\n\r-.()/") asciiClasses[character.charCodeAt(0)] = SEPARATOR;
asciiClasses[0x2b] = PLUS;

/** First digit of each further set of digits people type: Arabic-Indic, its Persian form, full-width. */
const digitSets = [0x0660, 0x06f0, 0xff10];

/** Ranges of blanks, invisible marks and dashes: NBSP, soft hyphen, Arabic letter mark, the spaces and joiners of U+2000. */
const separatorRanges: readonly (readonly [number, number])[] = [
  [0x00a0, 0x00a0],
  [0x00ad, 0x00ad],
  [0x061c, 0x061c],
  [0x2000, 0x2015],
  [0x202a, 0x202f],
  [0x205f, 0x2064],
  [0x2066, 0x2069],
  [0x2212, 0x2212],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
  [0xff08, 0xff09],
  [0xff0d, 0xff0f],
];
const fullWidthPlus = 0xff0b;

/** Classes one UTF-16 unit of a phone number as written: 0 to 9, `SEPARATOR`, `PLUS` or `OTHER`. */
export function phoneCharacter(unit: number): number {
  return unit < 128 ? (asciiClasses[unit] ?? OTHER) : wideCharacter(unit);
}

function wideCharacter(unit: number): number {
  for (const zero of digitSets) if (unit >= zero && unit <= zero + 9) return unit - zero;
  for (const [from, to] of separatorRanges) if (unit >= from && unit <= to) return SEPARATOR;
  return unit === fullWidthPlus ? PLUS : OTHER;
}
