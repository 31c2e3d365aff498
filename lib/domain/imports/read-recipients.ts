import { DomainError } from "#lib/domain/errors";
import { CsvReader } from "./csv-reader.ts";
import { decodeText, TextReader } from "./encoding.ts";
import {
  type CsvRow,
  type ImportLimits,
  type ImportTotals,
  importLimits,
  type RecipientBatch,
  type TextEncoding,
} from "./model.ts";
import { RecipientSieve } from "./recipient-sieve.ts";
import type { ListMapping } from "./schema.ts";

/** What may be chosen about a reading. */
export interface ReadingOptions {
  /** Rows in a batch at most; a batch also ends with the piece of text it was read from. */
  readonly batchSize?: number;
  readonly limits?: ImportLimits;
  /** Random, so that nobody can prepare a list that makes looking up numbers slow. */
  readonly seed?: number;
}

/** One pass over a list, under way. */
export interface RecipientReading {
  /** To be consumed once; ends after the last row, or throws the refusal of the whole list. */
  readonly batches: AsyncIterable<RecipientBatch>;
  /** Counts so far, right at every moment; final when `batches` has ended. */
  readonly totals: Readonly<ImportTotals>;
  /** How the bytes are written, as far as that is known by now. */
  readonly encoding: () => TextEncoding;
}

/**
 * Reads a list into people to keep and rows to refuse: bytes, text, records, numbers, duplicates, in one pass.
 *
 * Memory stays flat but for 12 bytes per person. A refusal of the whole list may come after batches were given out, so
 * what was stored of a reading counts only when the reading has ended.
 *
 * @throws DomainError from `batches`: everything `TextReader` and `CsvReader` refuse; `import.no_phone_column`;
 * `import.too_many_rows`; `import.empty` or `import.header_only` when no row follows.
 */
export function readRecipients(
  source: AsyncIterable<Uint8Array>,
  mapping: ListMapping,
  { batchSize = 2_000, limits = importLimits, seed = 0 }: ReadingOptions = {},
): RecipientReading {
  const reader = new TextReader(limits.bytes);
  const sieve = new RecipientSieve(mapping, seed);
  const rows = readRows(decodeText(source, reader), mapping, limits);
  return { batches: part(rows, sieve, batchSize, limits), totals: sieve.totals, encoding: () => reader.encoding };
}

/** The records of a text without the header, as they become complete. */
async function* readRows(
  text: AsyncIterable<string>,
  mapping: ListMapping,
  limits: ImportLimits,
): AsyncGenerator<CsvRow[]> {
  if (mapping.phoneColumn >= mapping.columnCount) throw new DomainError("import.no_phone_column");
  const reader = new CsvReader(mapping.delimiter, limits);
  let isHeaderDue = mapping.hasHeader;
  let records = 0;
  const complete = (rows: CsvRow[]) => {
    records += rows.length;
    if (isHeaderDue && rows.length > 0) {
      isHeaderDue = false;
      rows.shift();
    }
    return rows;
  };
  for await (const piece of text) {
    const rows: CsvRow[] = [];
    reader.read(piece, rows);
    yield complete(rows);
  }
  const rows: CsvRow[] = [];
  reader.end(rows);
  yield complete(rows);
  if (records === 0) throw new DomainError("import.empty");
  if (records === 1 && mapping.hasHeader) throw new DomainError("import.header_only");
}

async function* part(
  pieces: AsyncIterable<CsvRow[]>,
  sieve: RecipientSieve,
  batchSize: number,
  limits: ImportLimits,
): AsyncGenerator<RecipientBatch> {
  for await (const rows of pieces) {
    for (const row of rows) {
      if (sieve.totals.rows === limits.rows)
        throw new DomainError("import.too_many_rows", { limit: limits.rows, line: row.line });
      sieve.add(row);
      if (sieve.waiting >= batchSize) yield sieve.takeBatch();
    }
    // Long records make a short batch: what is held never grows beyond one piece of the text.
    if (sieve.waiting > 0) yield sieve.takeBatch();
  }
}
