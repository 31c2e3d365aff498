import { type ByteRanges, WorkbookPackage, WorkbookProblem } from "./package.ts";
import { dateFormats, pathOfSheet, readBook, readPart, type SharedTexts, sharedTexts } from "./parts.ts";

/** One row of a sheet that holds something. */
export interface SheetRow {
  /** From 1, as the spreadsheet counts. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** How far a sheet is read before it is refused. */
export interface SheetLimits {
  readonly columns: number;
  /** Letters of one cell; one more is read, so that whoever judges the length sees that it is too long. */
  readonly cellLength: number;
}

const DAY_MS = 86_400_000;
/** Days between 30 December 1899, or 1 January 1904, and 1970. */
const EPOCH_DAYS = { usual: 25_569, mac: 24_107 } as const;
/** Beyond this a number is not exact, and no telephone number. */
const LARGEST_EXACT = 1e15;

/** As many digits as a spreadsheet shows; the file has more, and in them what binary fractions leave behind. */
const SHOWN_DIGITS = 15;

/** A number as people read it: with all its digits, where the file may have an exponent, and without the noise of fractions. */
function numberText(value: string): string {
  const number = value.trim() === "" ? Number.NaN : Number(value);
  return Math.abs(number) < LARGEST_EXACT ? String(Number(number.toPrecision(SHOWN_DIGITS))) : value;
}

function dateText(value: string, is1904: boolean): string {
  const days = Number(value) - (is1904 ? EPOCH_DAYS.mac : EPOCH_DAYS.usual);
  const at = new Date(Math.round((days * DAY_MS) / 1_000) * 1_000);
  if (Number.isNaN(at.getTime())) return value;
  const [date = "", time = ""] = at.toISOString().split(/[T.]/);
  return time === "00:00:00" ? date : `${date} ${time}`;
}

/** The column of a reference such as `AB12`, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column - 1;
}

interface Known {
  readonly texts: SharedTexts;
  readonly dates: readonly boolean[];
  readonly is1904: boolean;
  readonly limits: SheetLimits;
}

/** Follows a sheet and collects the rows that are complete. */
class SheetReader {
  readonly #known: Known;
  rows: SheetRow[] = [];
  #line = 0;
  #cells: string[] = [];
  #column = -1;
  #type = "n";
  #isDate: boolean = false;
  #text = "";
  #isText: boolean = false;
  #isReading: boolean = false;

  constructor(known: Known) {
    this.#known = known;
  }

  open(name: string, attributes: Readonly<Record<string, string | undefined>>): void {
    if (name === "row") {
      this.#line = Math.max(this.#line + 1, Number(attributes.r ?? 0) || 0);
      this.#cells = [];
      this.#column = -1;
    } else if (name === "c") {
      this.#column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r);
      this.#type = attributes.t ?? "n";
      this.#isDate = this.#known.dates[Number(attributes.s ?? -1)] ?? false;
      this.#text = "";
    } else if (name === "rPh") this.#isReading = true;
    this.#isText = name === "v" || name === "t";
  }

  text(more: string): void {
    if (this.#isText && !this.#isReading && this.#text.length <= this.#known.limits.cellLength) this.#text += more;
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#isText = false;
    else if (name === "rPh") this.#isReading = false;
    else if (name === "c") this.#endCell();
    else if (name === "row" && this.#cells.some((cell) => cell !== ""))
      this.rows.push({ line: this.#line, cells: this.#cells });
  }

  #endCell(): void {
    if (this.#text === "") return;
    // What is far to the right is refused by whoever counts the columns; the hole before it is not built.
    const at = Math.min(this.#column, this.#known.limits.columns);
    if (at < 0) throw new WorkbookProblem("unreadable");
    while (this.#cells.length < at) this.#cells.push("");
    this.#cells[at] = this.#value();
  }

  #value(): string {
    const text = this.#text;
    switch (this.#type) {
      case "s":
        return this.#known.texts.get(Number(text));
      case "b":
        return text === "1" ? "TRUE" : "FALSE";
      // `#DIV/0!` and its like, which nobody is to be written.
      case "e":
        return "";
      case "n":
        return this.#isDate ? dateText(text, this.#known.is1904) : numberText(text);
      default:
        return text;
    }
  }
}

/** The names of the sheets that a workbook shows, in their order. @throws WorkbookProblem when it cannot be read. */
export async function workbookSheets(bytes: ByteRanges): Promise<string[]> {
  const { sheets } = await readBook(await WorkbookPackage.open(bytes));
  return sheets.map(({ name }) => name);
}

/**
 * Reads a sheet of a workbook (XLSX), one of those that are shown, row by row, in memory bounded by its shared texts.
 *
 * Numbers come with all their digits, dates as `2026-03-05` (with a time where there is one), formulas as what they came
 * to, and nothing where that is an error. Formats, other sheets, pictures and macros are never opened.
 *
 * @param at The place of the sheet among those that are shown, from 0.
 * @throws WorkbookProblem when it cannot be read or holds too much, also after rows were given out.
 */
export async function* workbookRows(
  bytes: ByteRanges,
  limits: SheetLimits,
  at = 0,
): AsyncGenerator<readonly SheetRow[]> {
  const file = await WorkbookPackage.open(bytes);
  const { sheets, is1904 } = await readBook(file);
  const path = await pathOfSheet(file, sheets[at]);
  const dates = await dateFormats(file);
  const texts = await sharedTexts(file, limits.cellLength);
  const reader = new SheetReader({ texts, dates, is1904, limits });
  const handler = {
    open: (name: string, attributes: Readonly<Record<string, string | undefined>>) => reader.open(name, attributes),
    text: (text: string) => reader.text(text),
    close: (name: string) => reader.close(name),
  };
  for await (const _ of readPart(file, path, handler)) {
    const { rows } = reader;
    reader.rows = [];
    if (rows.length > 0) yield rows;
  }
}
