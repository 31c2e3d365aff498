/** Letters that do not come apart into a plain letter and a mark. */
const whole: Readonly<Record<string, string>> = { ı: "i", ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l" };

/**
 * Writes a text in small letters without marks: `Şişli Çiçek IĞDIR` becomes `sisli cicek igdir`.
 *
 * Both I and İ become i, so that a name typed on any keyboard gives the same letters. What is neither a letter of the
 * Latin alphabet nor folds to one stays as it is.
 */
export function plainLetters(text: string): string {
  return text
    .replaceAll(/[Iİ]/g, "i")
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[ıßæœøđł]/g, (letter) => whole[letter] ?? letter);
}
