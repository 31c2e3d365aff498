/** A character the database cannot keep (NUL), or half of a pair. */
const UNSTORABLE = /\0|\p{Cs}/u;

/** Whether the database can keep, and be asked for, this text. */
export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}
