/** Characters of a pasted key that may be shown: enough to know it again, far too few to use it. */
const SHOWN = 4;
/** Below this a hint would give away too much of the key. */
const SHORTEST = 12;

/** How a pasted key is named to people, such as `…7f3a`. */
export function keyHint(key: string): string | null {
  return key.length < SHORTEST ? null : `…${key.slice(-SHOWN)}`;
}
