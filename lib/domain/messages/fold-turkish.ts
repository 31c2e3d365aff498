/**
 * The letters that push a text out of the default alphabet, with the letter each is written as without them.
 *
 * Ç, Ö, ö, Ü and ü are in the default alphabet and stay.
 */
const folded: Readonly<Record<string, string>> = { ş: "s", Ş: "S", ğ: "g", Ğ: "G", ç: "c", ı: "i", İ: "I" };
const turkishOnlyLetter = /[şŞğĞçıİ]/g;

/** One letter that changes when a text is folded. */
export interface FoldedLetter {
  /** UTF-16 index, the same before and after folding. */
  readonly index: number;
  readonly from: string;
  readonly to: string;
}

/** Writes a text without the letters only the Turkish alphabet has. The length never changes. */
export function foldTurkish(text: string): string {
  return text.replace(turkishOnlyLetter, (letter) => folded[letter] ?? letter);
}

/** Lists what `foldTurkish` changes, in order, so that the composer can show it letter by letter. */
export function foldedLetters(text: string): FoldedLetter[] {
  return Array.from(text.matchAll(turkishOnlyLetter), (match) => ({
    index: match.index,
    from: match[0],
    to: folded[match[0]] ?? match[0],
  }));
}
