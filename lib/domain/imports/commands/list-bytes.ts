import { DomainError } from "#lib/domain/errors";
import { storedBytes } from "#lib/domain/imports/commands/store-reading";
import { importLimits } from "#lib/domain/imports/model";
import { SheetText } from "#lib/domain/imports/sheet-text";
import { uploadLimits } from "#lib/domain/imports/upload";
import { copyBytes } from "#lib/infra/db/copy-bytes";
import type { TenantSql } from "#lib/infra/db/tenant";
import { type ByteRanges, WorkbookProblem } from "#lib/infra/workbook/package";
import { workbookRows, workbookSheets } from "#lib/infra/workbook/rows";

/** How the bytes of a list begin: as text, as a workbook (a ZIP), or as one of before 2007, or with a password. */
export type ListKind = "text" | "workbook" | "old_workbook";

const beginnings = { workbook: "504b0304", old_workbook: "d0cf11e0" } as const;

/** Tells from its first bytes what a stored list is; names and types that browsers send say little. */
export async function listKind(sql: TenantSql, importId: string): Promise<ListKind> {
  const { rows } = await sql.client.query<{ start: string }>(
    `SELECT encode(substring(bytes FROM 1 FOR 4), 'hex') AS start FROM import_pieces
     WHERE workspace_id = $1 AND import_id = $2 AND no = 0`,
    [sql.workspaceId, importId],
  );
  const start = rows[0]?.start;
  return start === beginnings.workbook ? "workbook" : start === beginnings.old_workbook ? "old_workbook" : "text";
}

function storedRanges(sql: TenantSql, importId: string, size: number): ByteRanges {
  const { pieceBytes } = uploadLimits;
  const place = `workspace_id = '${sql.workspaceId}' AND import_id = ${sql.client.escapeLiteral(importId)}`;
  async function* read(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end; ) {
      const no = Math.floor(at / pieceBytes);
      const piece = await copyBytes(sql, `SELECT bytes FROM import_pieces WHERE ${place} AND no = ${no}`);
      if (piece === null) throw new Error("a piece of a list is missing");
      const from = no * pieceBytes;
      yield piece.subarray(at - from, end - from);
      at = from + pieceBytes;
    }
  }
  return { size, read };
}

/** A stored list, and of a workbook the sheet that is wanted of it; null: the first. */
export interface StoredList {
  readonly importId: string;
  readonly kind: ListKind;
  readonly byteSize: number;
  readonly sheet: number | null;
}

/** The names of the sheets of a stored list, where it is a workbook that can be read. */
export async function listSheets(sql: TenantSql, { importId, kind, byteSize }: StoredList): Promise<string[]> {
  if (kind !== "workbook") return [];
  try {
    return await workbookSheets(storedRanges(sql, importId, byteSize));
  } catch (error) {
    // Why it cannot be read says the reading.
    if (error instanceof WorkbookProblem) return [];
    throw error;
  }
}

/**
 * The text of a stored list as bytes: those that came, or a workbook's sheet written as a list, each row on its line.
 *
 * @throws DomainError `import.workbook_old`, `import.workbook_unreadable` or `import.workbook_too_large`.
 */
export async function* listBytes(
  sql: TenantSql,
  { importId, kind, byteSize, sheet }: StoredList,
): AsyncGenerator<Uint8Array> {
  if (kind === "text") {
    yield* storedBytes(sql, importId);
    return;
  }
  if (kind === "old_workbook") throw new DomainError("import.workbook_old");
  const limits = { columns: importLimits.columns, cellLength: importLimits.fieldLength };
  const text = new SheetText();
  try {
    for await (const rows of workbookRows(storedRanges(sql, importId, byteSize), limits, sheet ?? 0)) {
      yield Buffer.from(text.write(rows));
    }
  } catch (error) {
    if (!(error instanceof WorkbookProblem)) throw error;
    const code = error.kind === "too_large" ? "import.workbook_too_large" : "import.workbook_unreadable";
    throw new DomainError(code, {}, { cause: error });
  }
}
