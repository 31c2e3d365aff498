const CODE_LENGTH = 64;
const TEXT_LENGTH = 200;

/** Controls, and the marks that reorder or hide text: both can make a line say something else than it shows. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]+/gu;

/**
 * Makes a provider's text fit to be shown and stored: one line, no control or direction marks, capped.
 *
 * @param limit Most UTF-16 units kept; a character that would be cut in half is left out.
 * @returns Empty for anything but a string.
 */
export function providerText(value: unknown, limit = TEXT_LENGTH): string {
  if (typeof value !== "string") return "";
  // Cut first, so that a megabyte is not searched for marks; what the marks leave is never longer.
  const line = value
    .slice(0, limit * 4)
    .replace(UNSAFE, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line
    .slice(0, limit)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd();
}

/** The same for what a person wrote, which keeps its lines: only what no database keeps is taken out. */
export function providerBody(text: string): string {
  return text.replace(/\0|\p{Cs}/gu, "");
}

/** The same for a machine code: only what codes are made of, capped at 64. */
export function providerCode(value: unknown): string {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string"
    ? text
        .slice(0, CODE_LENGTH * 2)
        .replace(/[^\w.:-]/g, "")
        .slice(0, CODE_LENGTH)
    : "";
}
