import type { Msisdn, Repair } from "#lib/domain/contacts/model";
import { parseForeign, parseMsisdn } from "#lib/domain/contacts/msisdn";
import { unguardCell } from "#lib/domain/exports/csv";
import type { CsvRow, ImportTotals, KeptRow, RefusedRow } from "./model.ts";
import { MsisdnSet } from "./msisdn-set.ts";
import type { ListMapping } from "./schema.ts";

const longestRaw = 200;

/** Counts of a list of which nothing has been read. */
export function noTotals(): ImportTotals {
  return {
    rows: 0,
    kept: 0,
    refused: { empty: 0, invalid: 0, landline: 0, foreign: 0, duplicate: 0, ragged: 0, declined: 0 },
    repairs: { none: 0, spelling: 0, lost_zero: 0, decimal: 0, scientific: 0 },
  };
}

/** Parts the records of one list into people to keep and rows to refuse, each number once. */
export class RecipientSieve {
  /** Counts so far; `rows` is always `kept` plus the sum of `refused`. */
  readonly totals: ImportTotals = noTotals();
  readonly #mapping: ListMapping;
  readonly #seen: MsisdnSet;
  #kept: KeptRow[] = [];
  #refused: RefusedRow[] = [];

  constructor(mapping: ListMapping, seed = 0) {
    this.#mapping = mapping;
    this.#seen = new MsisdnSet(seed);
  }

  /** Rows parted since the last `takeBatch`. */
  get waiting(): number {
    return this.#kept.length + this.#refused.length;
  }

  /** Hands over what was parted and starts anew. */
  takeBatch(): { kept: KeptRow[]; refused: RefusedRow[] } {
    const batch = { kept: this.#kept, refused: this.#refused };
    this.#kept = [];
    this.#refused = [];
    return batch;
  }

  /** Judges one record: first its shape, then its number, then whether the number came before. */
  add(row: CsvRow): void {
    this.totals.rows++;
    const cells = this.#fit(row.cells);
    if (cells === null) {
      this.#refuse({ line: row.line, reason: "ragged", raw: this.#rawOf(row), cellCount: row.cells.length });
      return;
    }
    const raw = cells[this.#mapping.phoneColumn] ?? "";
    const parsed = parseMsisdn(raw);
    const foreign =
      !parsed.ok && parsed.verdict === "foreign" && this.#mapping.allowsForeign ? parseForeign(raw) : null;
    if (foreign !== null) {
      this.#keep(row.line, foreign, "spelling", cells);
      return;
    }
    if (!parsed.ok) {
      const refusal = { line: row.line, reason: parsed.verdict, raw: cut(raw), cells: unguarded(cells) };
      this.#refuse(parsed.cause === undefined ? refusal : { ...refusal, cause: parsed.cause });
      return;
    }
    this.#keep(row.line, parsed.msisdn, parsed.repair, cells);
  }

  /** Keeps a number the first time it comes. */
  #keep(line: number, msisdn: Msisdn, repair: Repair, cells: readonly string[]): void {
    const firstLine = this.#seen.add(msisdn, line);
    if (firstLine !== 0) {
      const raw = cut(cells[this.#mapping.phoneColumn] ?? "");
      this.#refuse({ line, reason: "duplicate", raw, firstLine, cells: unguarded(cells) });
      return;
    }
    this.totals.kept++;
    this.totals.repairs[repair]++;
    this.#kept.push({ line, msisdn, repair, cells: unguarded(cells) });
  }

  /** The cells, one per column; null when they cannot be told apart for certain. Empty cells at the end may be too many. */
  #fit(cells: readonly string[]): readonly string[] | null {
    const { columnCount, padsShortRows } = this.#mapping;
    if (cells.length === columnCount) return cells;
    if (cells.length > columnCount) {
      return cells.slice(columnCount).every((cell) => cell.trim() === "") ? cells.slice(0, columnCount) : null;
    }
    return padsShortRows ? [...cells, ...new Array<string>(columnCount - cells.length).fill("")] : null;
  }

  #rawOf({ cells }: CsvRow): string {
    return cut(cells[this.#mapping.phoneColumn] ?? cells.join(this.#mapping.delimiter));
  }

  #refuse(row: RefusedRow): void {
    this.totals.refused[row.reason]++;
    this.#refused.push(row);
  }
}

/** The cells as they were before an export of ours guarded them against being taken for formulas. */
function unguarded(cells: readonly string[]): readonly string[] {
  return cells.some(mayBeGuarded) ? cells.map(unguardCell) : cells;
}

/** Guards stand at the start of a cell or of one of its later lines. */
function mayBeGuarded(cell: string): boolean {
  return cell.charCodeAt(0) === APOSTROPHE || (cell.includes("'") && hasLines.test(cell));
}

const APOSTROPHE = 0x27;
const hasLines = /[\r\n\u0085\u2028\u2029]/;

function cut(raw: string): string {
  if (raw.length <= longestRaw) return raw;
  // Half a surrogate pair at the cut would make the text unfit for the database.
  return raw.slice(0, longestRaw).replace(/[\ud800-\udbff]$/, "");
}
