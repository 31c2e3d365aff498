import { cleanValue } from "./clean-value.ts";
import type { CompiledTemplate } from "./template.ts";

/** A stretch of a rendered text: typed by the writer, filled in for the person, or a place that stayed empty. */
export interface PreviewPart {
  readonly kind: "typed" | "filled" | "missing";
  readonly text: string;
  /** Column of a place that stayed empty or was filled; -1 for typed text. */
  readonly column: number;
}

/** Takes a rendered text apart, so that a preview can mark what is different for each person. */
export function previewParts({ literals, slots }: CompiledTemplate, cells: readonly string[]): PreviewPart[] {
  const parts: PreviewPart[] = [];
  const typed = (text: string) => {
    if (text !== "") parts.push({ kind: "typed", text, column: -1 });
  };
  typed(literals[0] ?? "");
  for (const [at, { column, fallback }] of slots.entries()) {
    const value = cleanValue(cells[column] ?? "");
    if (value !== "") parts.push({ kind: "filled", text: value, column });
    else if (fallback === null) parts.push({ kind: "missing", text: "", column });
    else if (fallback !== "") parts.push({ kind: "filled", text: fallback, column });
    typed(literals[at + 1] ?? "");
  }
  return parts;
}
