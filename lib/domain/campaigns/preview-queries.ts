import { isErased, readPads } from "#lib/domain/consent/erased-queries";
import { hideDigits } from "#lib/domain/imports/raw-cell";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";
import type { PreviewPerson } from "./draft.ts";
import type { Frequency, LeaveOut } from "./exclusions.ts";
import { cappedCondition, excludedCondition, placed } from "./leave-out-queries.ts";
import type { Recipient } from "./outgoing-text.ts";

/** One reading of one list. */
export interface AudienceList {
  readonly importId: string;
  readonly reading: number;
  /** Only the people from this line on; null: everybody. */
  readonly fromLine: number | null;
  readonly leaveOut: LeaveOut | null;
  /** How often a person may get such a text; null for an informational one, and where nothing is said. */
  readonly frequency: Frequency | null;
  /** Whether the connection reaches other countries at all; the workspace may allow what its provider does not do. */
  readonly reachesForeign: boolean;
  /** People on the list: rows move when a person mends them. */
  readonly kept: number;
}

/** A person of a list, as far as a text and the law are concerned. */
export interface AudienceMember extends Recipient {
  readonly line: number;
}

const MEMBERS_PER_READ = 10_000;

/** Whether the number of `r` must not be texted, has a consent on record, and is of a country that is not written to. */
const standingOf = (reachesForeign: boolean): string => `
  EXISTS (SELECT FROM suppressions s WHERE s.workspace_id = $1 AND s.msisdn = r.msisdn) OR ${isErased("r.msisdn", "$4", "$5")},
  EXISTS (SELECT FROM consents t WHERE t.workspace_id = $1 AND t.msisdn = r.msisdn AND t.status = 'granted'),
  r.msisdn NOT BETWEEN 900000000000 AND 909999999999
    AND NOT (${reachesForeign} AND (SELECT w.allows_foreign FROM workspaces w WHERE w.id = $1))`;

/**
 * Walks through a list by line, in flat memory.
 *
 * @param columns Indexes of the columns whose cells are wanted; the others stay in the database.
 */
export async function* audienceOf(
  sql: TenantSql,
  { importId, reading, fromLine, leaveOut, frequency, reachesForeign }: AudienceList,
  columns: readonly number[],
): AsyncGenerator<AudienceMember[]> {
  // Indexes are whole numbers of our own; a cell may be missing in no row, since readings store one per column.
  const wanted = columns.map((column) => `, r.cells[${Math.trunc(column) + 1}]`).join("");
  const pads = await readPads(sql);
  const [excluded, capped] = [excludedCondition(sql.workspaceId, leaveOut), cappedCondition(frequency)];
  const first = 7;
  const standing = `${standingOf(reachesForeign)}, ${placed(excluded, first)}, ${placed(capped, first + excluded.values.length)}`;
  // One statement for the whole walk: asked piece by piece, the database might look through all consents for each piece.
  await sql.client.query(
    `DECLARE audience NO SCROLL CURSOR FOR SELECT r.line, ${standing} ${wanted} FROM import_recipients r
     WHERE r.workspace_id = $1 AND r.import_id = $2 AND r.reading = $3 AND r.line >= $6 ORDER BY r.line`,
    [
      ...[sql.workspaceId, importId, reading, pads?.inner ?? null, pads?.outer ?? null, fromLine ?? 0],
      ...[...excluded.values, ...capped.values],
    ],
  );
  try {
    for (;;) {
      const text = `FETCH ${MEMBERS_PER_READ} FROM audience`;
      const { rows } = await sql.client.query<unknown[]>({ text, rowMode: "array" });
      if (rows.length > 0) yield rows.map((row) => toMember(row, columns));
      if (rows.length < MEMBERS_PER_READ) return;
    }
  } finally {
    // After a failed statement there is nothing to close, and what failed must not be hidden behind that.
    await sql.client.query("CLOSE audience").catch(() => undefined);
  }
}

function toMember(row: readonly unknown[], columns: readonly number[]): AudienceMember {
  const cells: string[] = [];
  for (const [at, column] of columns.entries()) cells[column] = String(row[at + 6] ?? "");
  return {
    line: Number(row[0]),
    isSuppressed: row[1] === true,
    hasConsent: row[2] === true,
    isForeign: row[3] === true,
    isExcluded: row[4] === true,
    isCapped: row[5] === true,
    cells,
  };
}

/** Which person of a list to look at. */
export type PersonPlace = { readonly at: number } | { readonly after: number } | { readonly before: number };

/**
 * Reads one person of a list: on a line, or the neighbour of one.
 *
 * @param fullNumbers Without it the digits of the number are hidden, in the column of numbers as well.
 * @returns null when nobody stands there.
 */
export async function recipientAt(
  tx: TenantTx,
  importId: string,
  place: PersonPlace,
  fullNumbers: boolean,
): Promise<PreviewPerson | null> {
  const { workspaceId, db } = tx;
  const list = await db.import.findUnique({
    where: { workspaceId_id: { workspaceId, id: importId } },
    select: { reading: true, phoneColumn: true },
  });
  if (list === null) return null;
  const all = { workspaceId, importId, reading: list.reading };
  const isBackwards = "before" in place;
  const wanted = "at" in place ? place.at : "after" in place ? { gt: place.after } : { lt: place.before };
  const row = await db.importRecipient.findFirst({
    where: { ...all, line: wanted },
    orderBy: { line: isBackwards ? "desc" : "asc" },
  });
  if (row === null) return null;
  const previous = await db.importRecipient.findFirst({
    where: { ...all, line: { lt: row.line } },
    select: { line: true },
    orderBy: { line: "desc" },
  });
  const next = await db.importRecipient.findFirst({
    where: { ...all, line: { gt: row.line } },
    select: { line: true },
    orderBy: { line: "asc" },
  });
  const shown = (text: string) => (fullNumbers ? text : hideDigits(text));
  return {
    line: row.line,
    msisdn: String(row.msisdn),
    cells: row.cells.map((cell, index) => (index === list.phoneColumn ? shown(cell) : cell)),
    hasPrevious: previous !== null,
    hasNext: next !== null,
  };
}
