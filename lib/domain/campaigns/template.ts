import { columnKey } from "#lib/domain/imports/column-names";
import { normaliseText } from "#lib/domain/messages/normalise-text";
import { cleanValue } from "./clean-value.ts";
import { isOptOutName } from "./opt-out-link.ts";

/** What is wrong with a placeholder. */
export type TemplateProblemCode = "unclosed" | "unnamed" | "unknown_column";

/** One mistake in a text, with its place so that the composer can mark it. */
export interface TemplateProblem {
  readonly code: TemplateProblemCode;
  /** UTF-16 index of the first brace. */
  readonly index: number;
  readonly length: number;
  /** The column as written; empty unless `code` is `unknown_column`. */
  readonly name: string;
}

interface Slot {
  readonly column: number;
  readonly fallback: string | null;
}

/** A text with its placeholders bound to the columns of one list. Made by `compileTemplate`. */
export interface CompiledTemplate {
  /** The text around the slots: one more than there are slots. */
  readonly literals: readonly string[];
  readonly slots: readonly Slot[];
  /** Whether any text depends on the recipient at all. */
  readonly isFixed: boolean;
  /** The column after the last of the list, where a person's own address to refuse on stands; null where the text has none. */
  readonly linkColumn: number | null;
}

/** The columns of the list that a text uses. */
export function columnsOf({ slots, linkColumn }: CompiledTemplate): number[] {
  return [...new Set(slots.map(({ column }) => column).filter((column) => column !== linkColumn))];
}

/** The cells of a person with the address to refuse on, where the text has one. */
export function withLink({ linkColumn }: CompiledTemplate, cells: readonly string[], link: string): readonly string[] {
  if (linkColumn === null) return cells;
  const all = [...cells];
  all[linkColumn] = link;
  return all;
}

/** A text for one recipient. */
export interface Rendered {
  readonly text: string;
  /** Columns without a value and without a fallback, in the order met. Such a recipient is skipped. */
  readonly missing: readonly number[];
}

const nothingMissing: readonly number[] = [];
/** An escaped opening, or an opening with its column, fallback and closing; braces inside end it. */
const placeholder = /\\\{\{|\{\{(?!\{)((?:(?!\{\{|\}\}|\|)[\s\S])*)(?:\|((?:(?!\{\{|\}\})[\s\S])*))?(\}\})?/g;

/**
 * Binds the placeholders of a text to columns.
 *
 * `{{Ad}}` is the value of the column, `{{Ad|Müşterimiz}}` has a fallback for people without one, `{{Ad|}}` falls back to
 * nothing. Columns are found whatever the case and the accents, by Turkish rules; blanks around names do not count.
 * `{{ret bağlantısı}}` is each person's own address to refuse on; see `withLink`. `\{{` writes two braces; single braces and a stray `}}` are text. A placeholder with a problem is kept as text.
 *
 * @throws DomainError `message.malformed_text` when half of a surrogate pair stands alone.
 */
export function compileTemplate(
  text: string,
  columns: readonly string[],
): { readonly template: CompiledTemplate; readonly problems: readonly TemplateProblem[] } {
  normaliseText(text);
  const keys = columns.map(columnKey);
  const literals: string[] = [];
  const slots: Slot[] = [];
  const problems: TemplateProblem[] = [];
  let literal = "";
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    const [written, name = "", fallback, closing] = match;
    literal += text.slice(end, match.index);
    end = match.index + written.length;
    if (written.startsWith("\\")) {
      literal += "{{";
      continue;
    }
    const listed = keys.indexOf(columnKey(name));
    const column = listed < 0 && isOptOutName(name) ? columns.length : listed;
    const code = closing === undefined ? "unclosed" : columnKey(name) === "" ? "unnamed" : "unknown_column";
    if (code === "unknown_column" && column >= 0) {
      literals.push(literal);
      slots.push({ column, fallback: fallback === undefined ? null : cleanValue(fallback) });
      literal = "";
      continue;
    }
    problems.push({
      code,
      index: match.index,
      length: code === "unclosed" ? 2 : written.length,
      name: code === "unknown_column" ? name.trim() : "",
    });
    literal += written;
  }
  literals.push(literal + text.slice(end));
  const linkColumn = slots.some(({ column }) => column === columns.length) ? columns.length : null;
  return { template: { literals, slots, isFixed: slots.length === 0, linkColumn }, problems };
}

/**
 * Writes a text for one recipient, in the form it is counted and sent in.
 *
 * Values are cleaned by `cleanValue`; braces in a value are text. A missing value leaves its place empty.
 *
 * @param cells One per column the template was compiled with.
 * @throws DomainError `message.malformed_text` when a cell holds half of a surrogate pair.
 */
export function render({ literals, slots }: CompiledTemplate, cells: readonly string[]): Rendered {
  let text = literals[0] ?? "";
  let missing: number[] | null = null;
  for (const [at, { column, fallback }] of slots.entries()) {
    const value = cleanValue(cells[column] ?? "");
    if (value !== "") text += value;
    else if (fallback !== null) text += fallback;
    else {
      missing ??= [];
      missing.push(column);
    }
    text += literals[at + 1] ?? "";
  }
  return { text: normaliseText(text), missing: missing ?? nothingMissing };
}
