/** Words and signs that a commercial text is known by; a person decides, this only asks. */
const promotional =
  /(?<![\p{L}\p{N}])(indirim\p{L}*|kampanya\p{L}*|fırsat\p{L}*|bedava|hediye\p{L}*|taksit\p{L}*|ücretsiz|kupon\p{L}*|sezon sonu|sale|discount\p{L}*)(?![\p{L}\p{N}])|%\s?\d{1,2}|\d{1,2}\s?%/iu;

/** The first word of a text that sounds like an advertisement; null when there is none. */
export function promotionalWord(text: string): string | null {
  return promotional.exec(text.replaceAll("İ", "i"))?.[0] ?? null;
}
