import { DomainError } from "#lib/domain/errors";
import { type CsvRow, type Delimiter, type ImportLimits, importLimits } from "./model.ts";

const quote = 0x22;
const feed = 0x0a;
const carriage = 0x0d;
/** Text is collected up to this length before it is read, so that a stream of tiny pieces costs no more than one of large ones. */
const readAhead = 16 * 1024;
const separatorLine = /^sep=.(?:\r\n|\n|\r)/i;

/**
 * Reads delimited text piece by piece, in memory bounded by one record.
 *
 * RFC 4180 with the habits of spreadsheets: LF, CRLF and CR end a record, quoted cells may span lines, a quote inside
 * an unquoted cell is a letter, text after a closing quote belongs to the cell, blank lines and a first line `sep=;` are
 * passed over. One thing is stricter: when text follows the closing quote of a cell that spans lines, the quote that
 * opened it was most likely never closed, and reading on would swallow people.
 */
export class CsvReader {
  readonly #delimiter: number;
  readonly #limits: ImportLimits;
  #text = "";
  #unread = 0;
  #isFirst: boolean = true;
  #line = 1;
  /** The record being read: its cells so far and where it starts. */
  #cells: string[] = [];
  #startLine = 1;
  #hasQuotedCell: boolean = false;
  /** A delimiter came last, so one more cell follows even if no text does. */
  #owesCell: boolean = false;

  constructor(delimiter: Delimiter, limits: ImportLimits = importLimits) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#limits = limits;
  }

  /**
   * Takes the next text and adds the records it completes to `rows`.
   *
   * @throws DomainError `import.too_many_columns`, `import.field_too_long` or `import.unclosed_quote`, each with the
   * `line` where the record or the quote began. Records before it have been added by then.
   */
  read(text: string, rows: CsvRow[]): void {
    this.#text += text;
    this.#unread += text.length;
    if (this.#unread >= readAhead) this.#parse(rows, false);
  }

  /** Adds the records that are complete so far, however little text there was. */
  flush(rows: CsvRow[]): void {
    this.#parse(rows, false);
  }

  /** Adds the last records. Call once, after all text. */
  end(rows: CsvRow[]): void {
    this.#parse(rows, true);
    if (this.#owesCell) this.#add("");
    if (this.#cells.length > 0) this.#finish(rows);
  }

  #parse(rows: CsvRow[], isEnd: boolean): void {
    this.#unread = 0;
    let at = this.#isFirst ? this.#skipSeparatorLine() : 0;
    const text = this.#text;
    while (at < text.length) {
      const next =
        text.charCodeAt(at) === quote ? this.#quoted(text, at, isEnd, rows) : this.#plain(text, at, isEnd, rows);
      if (next < 0) break;
      at = next;
    }
    this.#text = text.slice(at);
  }

  #skipSeparatorLine(): number {
    this.#isFirst = false;
    const directive = separatorLine.exec(this.#text);
    if (directive === null) return 0;
    this.#line = 2;
    this.#startLine = 2;
    return directive[0].length;
  }

  /** Reads an unquoted cell; gives the place after it, or -1 when its end has not arrived. */
  #plain(text: string, start: number, isEnd: boolean, rows: CsvRow[]): number {
    const delimiter = this.#delimiter;
    const length = text.length;
    let at = start;
    while (at < length) {
      const unit = text.charCodeAt(at);
      if (unit === delimiter || unit === feed || unit === carriage) break;
      at++;
    }
    if (at - start > this.#limits.fieldLength) this.#refuseLength();
    if (at === length && !isEnd) return -1;
    return this.#close(text, text.slice(start, at), at, isEnd, rows);
  }

  /** Reads a quoted cell; gives the place after it, or -1 when its end has not arrived. */
  #quoted(text: string, start: number, isEnd: boolean, rows: CsvRow[]): number {
    const length = text.length;
    let closing = text.indexOf('"', start + 1);
    let hasEscapes = false;
    while (closing >= 0 && closing + 1 < length && text.charCodeAt(closing + 1) === quote) {
      hasEscapes = true;
      closing = text.indexOf('"', closing + 2);
    }
    const end = closing < 0 ? length : closing;
    if (end - start - 1 > this.#limits.fieldLength) this.#refuseLong(text, start, end);
    if (closing < 0) {
      if (isEnd) this.#refuseQuote();
      return -1;
    }
    const body = text.slice(start + 1, closing);
    return this.#afterQuote(text, hasEscapes ? body.replaceAll('""', '"') : body, closing + 1, isEnd, rows);
  }

  /** Reads what stands between a closing quote and the end of the cell: nothing, blanks, or text that belongs to it. */
  #afterQuote(text: string, body: string, start: number, isEnd: boolean, rows: CsvRow[]): number {
    const breaks = countBreaks(body);
    let at = start;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      if (unit === this.#delimiter || unit === feed || unit === carriage) break;
      at++;
    }
    if (at - start > this.#limits.fieldLength) this.#refuseLength();
    const rest = text.slice(start, at).trimEnd();
    if (rest !== "" && breaks > 0) this.#refuseQuote();
    if (at === text.length && !isEnd) return -1;
    this.#hasQuotedCell = true;
    return this.#close(text, body + rest, at, isEnd, rows, breaks);
  }

  /** Adds a cell that ends at `at`, and its record when a line break or the end of the text follows. */
  #close(text: string, cell: string, at: number, isEnd: boolean, rows: CsvRow[], breaks = 0): number {
    const unit = at < text.length ? text.charCodeAt(at) : -1;
    if (unit === carriage && at + 1 === text.length && !isEnd) return -1;
    this.#add(cell);
    this.#line += breaks;
    if (unit === -1) return at;
    this.#owesCell = unit === this.#delimiter;
    if (this.#owesCell) return at + 1;
    this.#line++;
    this.#finish(rows);
    return unit === carriage && text.charCodeAt(at + 1) === feed ? at + 2 : at + 1;
  }

  #add(cell: string): void {
    this.#owesCell = false;
    this.#cells.push(cell);
    if (this.#cells.length > this.#limits.columns) {
      throw new DomainError("import.too_many_columns", { line: this.#startLine, limit: this.#limits.columns });
    }
  }

  #finish(rows: CsvRow[]): void {
    const isBlank = this.#cells.length === 1 && !this.#hasQuotedCell && this.#cells[0]?.trim() === "";
    if (!isBlank) rows.push({ line: this.#startLine, cells: this.#cells });
    this.#cells = [];
    this.#hasQuotedCell = false;
    this.#startLine = this.#line;
  }

  #refuseLength(): never {
    throw new DomainError("import.field_too_long", { line: this.#line, limit: this.#limits.fieldLength });
  }

  #refuseQuote(): never {
    throw new DomainError("import.unclosed_quote", { line: this.#line });
  }

  /** A quoted cell that is too long and spans lines is a quote nobody closed. */
  #refuseLong(text: string, start: number, end: number): never {
    if (countBreaks(text.slice(start, end)) > 0) this.#refuseQuote();
    return this.#refuseLength();
  }
}

function countBreaks(text: string): number {
  if (!text.includes("\n") && !text.includes("\r")) return 0;
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
