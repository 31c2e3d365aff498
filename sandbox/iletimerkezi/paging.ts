import { Code } from "./answers.ts";
import { countOf } from "./values.ts";

const mostRows = 1_000;

/** Where in a list of numbers the page begins that is asked for, and how many rows it has. */
export function pageAsked(asked: Readonly<Record<string, unknown>>): { readonly start: number; readonly rows: number } {
  const page = countOf(asked.page, 1);
  const rows = countOf(asked.rowCount, mostRows);
  if (page === null || rows === null || rows < 1 || rows > mostRows) throw new Code(400);
  if (page < 1) throw new Code(464);
  return { start: (page - 1) * rows, rows };
}
