import type { SheetCell } from "#lib/domain/exports/sheet";

/** Tells spreadsheets that the file is UTF-8. Comes once, before the first line. */
const byteOrderMark = "\ufeff";
const lineEnd = "\r\n";

/** Blanks and invisible marks a spreadsheet passes over before it looks for a formula. */
const blank = "[ \\u00a0\\u00ad\\u061c\\u180e\\u2000-\\u200f\\u202a-\\u202f\\u205f-\\u206f\\u3000\\ufeff]*";
/** Beginnings of a formula: the signs, their full-width, small and superscript forms, the minus sign, and a tab. */
const sign = "[=+\\-@\\t\\u207a\\u207b\\u207c\\u2212\\ufe62\\ufe63\\ufe66\\ufe6b\\uff0b\\uff0d\\uff1d\\uff20]";
/** Apostrophes count as well: what is guarded must not be mistaken for what already began with one. */
const suspicious = `'*${blank}${sign}`;
const lineBreak = "\\r\\n|[\\r\\n\\u0085\\u2028\\u2029]";
/** A cell that begins with a line break would show its second line first. */
const suspiciousStart = `'*${blank}(?:${sign}|[\\r\\n])`;

const toGuard = new RegExp(`^(?=${suspiciousStart})|(?<=${lineBreak})(?<!\\r(?=\\n))(?=${suspicious})`, "gu");
const toUnguard = new RegExp(`^'(?=${suspiciousStart})|(?<=${lineBreak})(?<!\\r(?=\\n))'(?=${suspicious})`, "gu");
const nul = /\0/g;
/** Most cells: one line that begins with a letter or a digit. Tells them at a fraction of the cost. */
const harmless = /^(?:[\p{L}\p{Nd}][^\0\r\n\u0085\u2028\u2029]*)?$/u;

/**
 * Puts an apostrophe before every line of a cell that a spreadsheet could take for a formula.
 *
 * The first visible character decides, behind blanks and invisible marks and in full-width form too. NUL is dropped:
 * neither the database nor an import takes it. Source: OWASP, CSV injection.
 */
export function guardCell(text: string): string {
  return harmless.test(text) ? text : text.replace(nul, "").replace(toGuard, "'");
}

/** Takes away what `guardCell` added and nothing else: for every text, the guarded form comes back as it was. */
export function unguardCell(text: string): string {
  return text.replace(toUnguard, "");
}

/**
 * Writes one line of an export: every cell quoted, text guarded, numbers plain.
 *
 * Phone numbers are given as numbers, so they are written without a plus and read back as they are.
 *
 * @throws Error for a number that is not finite, which no column of ours holds.
 */
export function csvLine(cells: readonly SheetCell[]): string {
  let line = "";
  for (let at = 0; at < cells.length; at++) line += `${at === 0 ? '"' : '","'}${quotable(cells[at] ?? null)}`;
  return `${line}"${lineEnd}`;
}

/**
 * Writes the beginning of an export: byte order mark and header.
 *
 * Commas, as every importer of ours and of others finds them by itself; a Turkish Excel opens such a file by
 * "Data, From Text/CSV".
 */
export function csvStart(columns: readonly string[]): string {
  return `${byteOrderMark}${csvLine(columns)}`;
}

function quotable(value: SheetCell): string {
  if (value === null) return "";
  if (typeof value === "string") {
    const guarded = guardCell(value);
    return guarded.includes('"') ? guarded.replaceAll('"', '""') : guarded;
  }
  if (typeof value === "object") return value.local;
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error("an export holds finite numbers only");
  return String(value);
}
