import { z } from "zod";
import { ListOrigin } from "#lib/domain/contacts/audience";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { findShape } from "./list-shape.ts";
import { delimiters, type ImportRefusal, rowRefusals } from "./model.ts";
import { hideDigits } from "./raw-cell.ts";
import type { ImportStatus, RejectPage } from "./status.ts";

const StoredRefusal = z
  .object({
    code: z.custom<ImportRefusal>((value) => typeof value === "string" && value.startsWith("import.")),
    line: z.number().nullable().default(null),
    limit: z.number().nullable().default(null),
  })
  .nullable();

const StoredCounts = z.record(z.string(), z.number());

/**
 * Reads how a list stands.
 *
 * @throws DomainError `upload.not_found`.
 */
export async function importStatus(tx: TenantTx, importId: string): Promise<ImportStatus> {
  const row = await tx.db.import.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: importId } },
  });
  if (row === null) throw new DomainError("upload.not_found");
  const counts = StoredCounts.parse(row.refused);
  const refused = { empty: 0, invalid: 0, landline: 0, foreign: 0, duplicate: 0, ragged: 0, declined: 0 };
  for (const reason of rowRefusals) refused[reason] = counts[reason] ?? 0;
  const { state, filename, encoding, delimiter, hasHeader, columns, phoneColumn, sheets, rows, kept, reading } = row;
  const origin = ListOrigin.nullable().parse(row.origin);
  return {
    id: toPublicId("import", row.id),
    origin: origin === null ? null : { tag: origin.tag ?? null, segmentId: origin.segment?.id ?? null },
    hasFile: row.byteSize > 0n,
    readAt: row.readAt?.toISOString() ?? null,
    ...{ state, filename, encoding, delimiter, hasHeader, columns, phoneColumn, sheets },
    ...{ sheet: row.sheet ?? 0, rows, kept, refused, reading },
    repairs: repairsIn(row.repairs),
    refusal: StoredRefusal.parse(row.refusal),
  };
}

function repairsIn(stored: unknown): ImportStatus["repairs"] {
  const counts = StoredCounts.parse(stored);
  const count = (kind: string) => counts[kind] ?? 0;
  return {
    ...{ spelling: count("spelling"), lost_zero: count("lost_zero") },
    ...{ decimal: count("decimal"), scientific: count("scientific") },
  };
}

/** Bytes of a list that waits to be read; null when none of that id does. */
export async function sizeOfWaiting({ workspaceId, db }: TenantTx, importId: string): Promise<number | null> {
  const list = await db.import.findFirst({
    where: { workspaceId, id: importId, state: "reading" },
    select: { byteSize: true },
  });
  return list === null ? null : Number(list.byteSize);
}

/** How a list is looked at: from which line on, how many rows, and whether numbers are shown whole. */
export interface RejectView {
  readonly importId: string;
  readonly afterLine: number;
  readonly limit: number;
  readonly fullNumbers: boolean;
}

/** Reads a page of the rows that were left out, by line. */
export async function rejectsPage(tx: TenantTx, view: RejectView): Promise<RejectPage> {
  const { workspaceId, db } = tx;
  const { importId, afterLine, limit } = view;
  const list = await db.import.findUnique({
    where: { workspaceId_id: { workspaceId, id: importId } },
    select: { reading: true },
  });
  if (list === null) throw new DomainError("upload.not_found");
  const found = await db.importReject.findMany({
    where: { workspaceId, importId, reading: list.reading, line: { gt: afterLine } },
    select: { line: true, reason: true, raw: true, firstLine: true, cells: true },
    orderBy: { line: "asc" },
    take: limit + 1,
  });
  const rows = found.slice(0, limit).map(({ line, reason, raw, firstLine, cells }) => {
    const shown = view.fullNumbers ? raw : hideDigits(raw);
    return { line, reason, raw: shown, firstLine, isFixable: cells.length > 0 };
  });
  return { rows, next: found.length > limit ? (rows.at(-1)?.line ?? null) : null };
}

const SAMPLE_BYTES = 64 * 1024;

/**
 * The first rows of a list as its present mapping divides them, so that a person can see whether it is right.
 *
 * @returns no rows for a list whose beginning cannot be read.
 */
export async function sampleRows(tx: TenantTx, importId: string, count: number): Promise<string[][]> {
  const { workspaceId, db } = tx;
  const list = await db.import.findUnique({
    where: { workspaceId_id: { workspaceId, id: importId } },
    select: {
      ...{ delimiter: true, hasHeader: true, byteSize: true },
      pieces: { where: { no: 0 }, select: { bytes: true } },
    },
  });
  const bytes = list?.pieces[0]?.bytes;
  if (list === null || bytes === undefined) return [];
  const beginning = bytes.subarray(0, SAMPLE_BYTES);
  const delimiter = delimiters.find((known) => known === list.delimiter) ?? null;
  try {
    const { sample } = findShape(beginning, beginning.length === Number(list.byteSize), {
      delimiter,
      hasHeader: list.hasHeader,
    });
    return sample.slice(0, count).map((row) => [...row.cells]);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}
