import type { ErrorDetail } from "#lib/domain/errors";
import type { ListShape, ShapeCorrections } from "#lib/domain/imports/list-shape";
import { delimiters, type ImportRefusal, type ImportTotals } from "#lib/domain/imports/model";
import { copyBytes } from "#lib/infra/db/copy-bytes";
import type { TenantSql } from "#lib/infra/db/tenant";

/** A list that waits to be read, with what a person has corrected about it. */
export interface WaitingList extends ShapeCorrections {
  readonly phoneColumn: number | null;
  /** The place of the sheet that is wanted, of a workbook; null: the first. */
  readonly sheet: number | null;
  readonly byteSize: number;
  /** The last reading that ended; the next one is one more. */
  readonly reading: number;
  /** Whether the workspace writes to numbers of other countries. */
  readonly allowsForeign: boolean;
}

/** What a reading came to. */
export interface ReadingOutcome {
  readonly reading: number;
  readonly shape: ListShape | null;
  /** The sheets of a workbook. */
  readonly sheets: readonly string[];
  readonly phoneColumn: number | null;
  readonly encoding: string | null;
  readonly totals: ImportTotals;
  readonly refusal: { readonly code: ImportRefusal; readonly detail: ErrorDetail } | null;
}

/** Reads the list of a job if it still waits; null when it was read meanwhile, or is gone. */
export async function waitingList(sql: TenantSql, importId: string): Promise<WaitingList | null> {
  // One at a time: the second job of a list finds here that there is nothing left to do.
  await sql.client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`import ${importId}`]);
  const { rows } = await sql.client.query<{
    byte_size: string;
    reading: number;
    delimiter: string | null;
    has_header: boolean | null;
    phone_column: number | null;
    sheet: number | null;
    allows_foreign: boolean;
  }>(
    `SELECT i.byte_size, i.reading, i.delimiter, i.has_header, i.phone_column, i.sheet, w.allows_foreign
     FROM imports i JOIN workspaces w ON w.id = i.workspace_id
     WHERE i.workspace_id = $1 AND i.id = $2 AND i.state = 'reading'`,
    [sql.workspaceId, importId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    byteSize: Number(row.byte_size),
    reading: row.reading,
    delimiter: delimiters.find((known) => known === row.delimiter) ?? null,
    hasHeader: row.has_header,
    phoneColumn: row.phone_column,
    sheet: row.sheet,
    allowsForeign: row.allows_foreign,
  };
}

/** The bytes of a list in order, a piece at a time; the next one is fetched while the last is read. */
export async function* storedBytes(sql: TenantSql, importId: string): AsyncGenerator<Uint8Array> {
  const { client, workspaceId } = sql;
  const place = `workspace_id = ${client.escapeLiteral(workspaceId)} AND import_id = ${client.escapeLiteral(importId)}`;
  const fetch = (no: number) => copyBytes(sql, `SELECT bytes FROM import_pieces WHERE ${place} AND no = ${no}`);
  let next = fetch(0);
  try {
    for (let no = 1; ; no += 1) {
      const bytes = await next;
      if (bytes === null) return;
      next = fetch(no);
      yield bytes;
    }
  } finally {
    // Whoever stops early gives the connection back without an answer still on its way.
    await next.catch(() => undefined);
  }
}

/** Shows how far a reading is, while it lasts; a committed statement of its own. */
export async function noteProgress(sql: TenantSql, importId: string, rows: number): Promise<void> {
  await sql.client.query("UPDATE imports SET rows = $3 WHERE workspace_id = $1 AND id = $2 AND state = 'reading'", [
    sql.workspaceId,
    importId,
    rows,
  ]);
}

/** Removes what a reading left behind that never ended, so that its successor starts on empty ground. */
export async function clearUnended(sql: TenantSql, importId: string, reading: number): Promise<void> {
  for (const table of ["import_recipients", "import_rejects"]) {
    await sql.client.query(`DELETE FROM ${table} WHERE workspace_id = $1 AND import_id = $2 AND reading > $3`, [
      sql.workspaceId,
      importId,
      reading,
    ]);
  }
}

/**
 * Makes a reading the one that counts and removes the older ones, except those a running campaign was started with.
 *
 * @returns false when the list was changed or deleted meanwhile; nothing was written then.
 */
export async function settleReading(sql: TenantSql, importId: string, outcome: ReadingOutcome): Promise<boolean> {
  const { shape, totals, refusal } = outcome;
  const settled = await sql.client.query(
    `UPDATE imports SET state = $4, refusal = $5, encoding = $6, delimiter = $7, has_header = $8, columns = $9,
       phone_column = $10, rows = $11, kept = $12, refused = $13, repairs = $14, sheets = $15, reading = $3, read_at = clock_timestamp()
     WHERE workspace_id = $1 AND id = $2 AND state = 'reading' AND reading = $3 - 1`,
    [
      sql.workspaceId,
      importId,
      outcome.reading,
      refusal === null ? "ready" : "refused",
      refusal === null ? null : JSON.stringify({ code: refusal.code, ...refusal.detail }),
      outcome.encoding,
      shape?.delimiter ?? null,
      shape?.hasHeader ?? null,
      shape?.columns ?? [],
      outcome.phoneColumn,
      totals.rows,
      totals.kept,
      JSON.stringify(totals.refused),
      JSON.stringify(totals.repairs),
      outcome.sheets,
    ],
  );
  if (settled.rowCount !== 1) return false;
  for (const table of ["import_recipients", "import_rejects"]) {
    await sql.client.query(
      `DELETE FROM ${table} WHERE workspace_id = $1 AND import_id = $2 AND reading < $3 AND reading NOT IN (
         SELECT import_reading FROM campaigns WHERE workspace_id = $1 AND import_id = $2
           AND import_reading IS NOT NULL AND state IN ('scheduled', 'holding', 'preparing', 'paused'))`,
      [sql.workspaceId, importId, outcome.reading],
    );
  }
  return true;
}
