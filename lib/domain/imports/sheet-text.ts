import type { Delimiter } from "#lib/domain/imports/model";

/** What stands between the cells of a sheet that was turned into a list. */
export const SHEET_DELIMITER: Delimiter = "\t";

const breaks = /\r\n|[\r\n\u0085\u2028\u2029]/g;

function cellText(cell: string): string {
  const oneLine = cell.replaceAll(breaks, " ");
  return /["\t]/.test(oneLine) ? `"${oneLine.replaceAll('"', '""')}"` : oneLine;
}

/**
 * Writes rows of a sheet as a list, each on the line it has in the sheet: empty rows become empty lines, breaks inside a
 * cell blanks, and rows that end early are filled up to the first one.
 */
export class SheetText {
  #line = 1;
  #width = 0;

  write(rows: readonly { readonly line: number; readonly cells: readonly string[] }[]): string {
    let text = "";
    for (const { line, cells } of rows) {
      if (this.#width === 0) this.#width = cells.length;
      text += "\n".repeat(line - this.#line);
      this.#line = line + 1;
      const missing = Math.max(0, this.#width - cells.length);
      text += `${cells.map(cellText).join(SHEET_DELIMITER)}${SHEET_DELIMITER.repeat(missing)}\n`;
    }
    return text;
  }
}
