import { randomInt } from "node:crypto";
import { DomainError } from "#lib/domain/errors";
import { listBytes, listKind, listSheets } from "#lib/domain/imports/commands/list-bytes";
import {
  clearUnended,
  noteProgress,
  type ReadingOutcome,
  settleReading,
  type WaitingList,
  waitingList,
} from "#lib/domain/imports/commands/store-reading";
import { findShape, type ListShape, type ShapeCorrections } from "#lib/domain/imports/list-shape";
import type { ImportRefusal, ImportTotals, KeptRow, RecipientBatch, RefusedRow } from "#lib/domain/imports/model";
import { readRecipients } from "#lib/domain/imports/read-recipients";
import { noTotals } from "#lib/domain/imports/recipient-sieve";
import { ListMapping } from "#lib/domain/imports/schema";
import { SHEET_DELIMITER } from "#lib/domain/imports/sheet-text";
import { copyArray, copyField, copyText, openCopy } from "#lib/infra/db/copy-text";
import type { LoaderSql, TenantSql } from "#lib/infra/db/tenant";

/** Rows parted at once: their texts are gone before the next ones come, so memory stays flat. */
const ROWS_PER_BATCH = 1_000;
/** Refused rows held before they are copied. */
const MOST_HELD = 20_000;
/** The same in bytes: a row is held whole, and may be long. */
const MOST_HELD_BYTES = 4_000_000;
/** Rows after which the progress that a person sees moves. */
const ROWS_PER_NOTE = 20_000;

/** The doors of the workspace a job names. */
export interface ReadingDoors {
  sql<T>(work: (sql: TenantSql) => Promise<T>): Promise<T>;
  load<T>(work: (sql: LoaderSql) => Promise<T>): Promise<T>;
}

/**
 * Reads a stored list into recipients and refused rows.
 *
 * One streaming pass in flat memory: bytes to COPY under a reading that nobody sees yet, then one update that makes it
 * count. Safe to repeat after a crash at any point, and safe when two workers take the same job: they go one after the
 * other, and the second finds nothing to do. A list that cannot be read ends as `refused` with the reason and its line.
 */
export async function readImport(doors: ReadingDoors, importId: string): Promise<void> {
  await doors.sql(async (sql) => {
    const list = await waitingList(sql, importId);
    if (list === null) return;
    // Committed before anything is copied: COPY runs in a transaction of its own and must not wait for this one.
    await doors.sql((other) => clearUnended(other, importId, list.reading));
    const outcome = await readList(doors, sql, importId, list);
    const counts = await settleReading(sql, importId, outcome);
    if (!counts) await doors.sql((other) => clearUnended(other, importId, list.reading));
  });
}

/** Ends a list whose reading failed for good: whoever uploaded it is told, and can upload it again. */
export async function giveUpReading({ sql }: ReadingDoors, importId: string): Promise<void> {
  await sql(({ client, workspaceId }) =>
    client.query(
      `UPDATE imports SET state = 'refused', refusal = '{"code": "import.not_read"}', read_at = clock_timestamp()
       WHERE workspace_id = $1 AND id = $2 AND state = 'reading'`,
      [workspaceId, importId],
    ),
  );
}

async function readList(
  doors: ReadingDoors,
  sql: TenantSql,
  importId: string,
  list: WaitingList,
): Promise<ReadingOutcome> {
  const reading = list.reading + 1;
  let shape: ListShape | null = null;
  let phoneColumn: number | null = null;
  let sheets: readonly string[] = [];
  try {
    const kind = await listKind(sql, importId);
    const stored = { importId, kind, byteSize: list.byteSize, sheet: list.sheet };
    sheets = await listSheets(sql, stored);
    const bytes = () => listBytes(sql, stored);
    // How a sheet is written down is ours to say, and nobody's to correct.
    shape = await shapeOf(bytes(), kind === "text" ? list : { ...list, delimiter: SHEET_DELIMITER });
    phoneColumn = list.phoneColumn ?? shape.phoneColumn;
    if (phoneColumn === null || phoneColumn >= shape.columns.length) throw new DomainError("import.no_phone_column");
    const { delimiter, hasHeader, columns } = shape;
    const { allowsForeign } = list;
    const mapping = ListMapping.parse({
      delimiter,
      hasHeader,
      columnCount: columns.length,
      phoneColumn,
      allowsForeign,
    });
    const pass = readRecipients(bytes(), mapping, {
      batchSize: ROWS_PER_BATCH,
      seed: randomInt(2 ** 31),
    });
    await doors.load((loader) => copyAll(doors, loader, { importId, reading }, pass));
    return { reading, shape, sheets, phoneColumn, encoding: pass.encoding(), totals: pass.totals, refusal: null };
  } catch (error) {
    if (!(error instanceof DomainError) || !isImportRefusal(error.code)) throw error;
    const refusal = { code: error.code, detail: error.detail };
    return { reading, shape, sheets, phoneColumn, encoding: shape?.encoding ?? null, totals: noTotals(), refusal };
  }
}

function isImportRefusal(code: string): code is ImportRefusal {
  return code.startsWith("import.");
}

/** Enough to tell how a list is written. */
const BEGINNING_BYTES = 64 * 1024;

async function shapeOf(source: AsyncGenerator<Uint8Array>, corrections: ShapeCorrections): Promise<ListShape> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const next = await source.next();
    if (next.done === true) return findShape(Buffer.concat(pieces), true, corrections);
    pieces.push(next.value);
    length += next.value.length;
    if (length < BEGINNING_BYTES) continue;
    await source.return(undefined);
    return findShape(Buffer.concat(pieces), false, corrections);
  }
}

interface Place {
  readonly importId: string;
  readonly reading: number;
}

/** Copies what was parted, the kept rows in one long COPY; refused rows are held until there are enough of them. */
async function copyAll(
  doors: ReadingDoors,
  loader: LoaderSql,
  { importId, reading }: Place,
  pass: { readonly batches: AsyncIterable<RecipientBatch>; readonly totals: Readonly<ImportTotals> },
): Promise<void> {
  const start = `${loader.workspaceId}\t${importId}\t${reading}\t`;
  let copy = openCopy(loader, KEPT);
  // Bytes, because a text would keep the whole piece of the list alive that it was cut out of.
  let refused: Buffer[] = [];
  let rows = 0;
  let told = 0;
  let held = 0;
  try {
    for await (const batch of pass.batches) {
      if (batch.kept.length > 0) await copy.write(keptLines(start, batch.kept));
      if (batch.refused.length > 0) {
        const lines = Buffer.from(batch.refused.map((row) => refusedLine(start, row)).join(""));
        refused.push(lines);
        rows += batch.refused.length;
        held += lines.length;
      }
      if (rows >= MOST_HELD || held >= MOST_HELD_BYTES) {
        await copy.end();
        await copyText(loader, REFUSED, refused);
        refused = [];
        [rows, held] = [0, 0];
        copy = openCopy(loader, KEPT);
      }
      if (pass.totals.rows - told < ROWS_PER_NOTE) continue;
      told = pass.totals.rows;
      await doors.sql((other) => noteProgress(other, importId, told));
    }
  } catch (error) {
    await copy.abort();
    throw error;
  }
  await copy.end();
  await copyText(loader, REFUSED, refused);
}

const KEPT = "import_recipients (workspace_id, import_id, reading, line, msisdn, cells)";
const REFUSED = "import_rejects (workspace_id, import_id, reading, line, reason, raw, first_line, cells)";

function keptLines(start: string, rows: readonly KeptRow[]): string {
  let lines = "";
  for (const { line, msisdn, cells } of rows) lines += `${start}${line}\t${msisdn}\t${copyArray(cells)}\n`;
  return lines;
}

function refusedLine(start: string, { line, reason, cause, raw, firstLine, cells }: RefusedRow): string {
  const why = cause === undefined ? reason : `${reason}.${cause}`;
  return `${start}${line}\t${why}\t${copyField(raw)}\t${firstLine ?? "\\N"}\t${copyArray(cells ?? [])}\n`;
}
