/** Any character `cleanValue` would change; most values have none and are returned as they are. */
const suspicious = /[^\S ]|\p{Cc}|\p{Cf}/u;
/** Controls, and marks nobody sees that turn a text into UCS-2 or around; joiners and tags of emoji stay. */
const unseen = /(?!\s|\x85|\u200c|\u200d|[\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}]|\ufeff/gu;
const blanks = /[\s\x85]+/g;

/**
 * Makes the value of a cell fit for the middle of a sentence: one line, plain blanks, nothing invisible, no blank at
 * either end. Letters, apostrophes and emoji stay as they are.
 */
export function cleanValue(value: string): string {
  const trimmed = value.trim();
  if (!suspicious.test(trimmed)) return trimmed;
  return trimmed.replace(unseen, "").replace(blanks, " ").trim();
}
