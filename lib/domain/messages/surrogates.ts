/** Whether the two UTF-16 units from `at` on are one character above U+FFFF. */
export function isPair(text: string, at: number): boolean {
  return isHigh(text.charCodeAt(at)) && at + 1 < text.length && isLow(text.charCodeAt(at + 1));
}

/** Whether a UTF-16 unit is half of a pair. */
export function isSurrogate(unit: number): boolean {
  return isHigh(unit) || isLow(unit);
}

function isHigh(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

function isLow(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00;
}
