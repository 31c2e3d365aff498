const shownDigits = 2;

/**
 * Hides a cell that may hold a number from those who may not see numbers whole: all digits but the last two become `*`.
 *
 * An asterisk and not a dot, because it is in every alphabet of a text message: a preview is counted right.
 */
export function hideDigits(raw: string): string {
  let left = (raw.match(/\d/g) ?? []).length - shownDigits;
  return raw.replace(/\d/g, (digit) => (left-- > 0 ? "*" : digit));
}
