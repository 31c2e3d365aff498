import { formatMsisdn, maskMsisdn, msisdnFromRow, type Repair } from "#lib/domain/contacts/model";
import { parseMsisdn } from "#lib/domain/contacts/msisdn";
import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";
import { hideDigits } from "./raw-cell.ts";
import type { RepairPage, RepairRow } from "./status.ts";

/** What is looked for, after which line, and whether numbers are shown whole. */
export interface RepairView {
  readonly importId: string;
  readonly kind: Exclude<Repair, "none">;
  readonly afterLine: number;
  readonly limit: number;
  readonly fullNumbers: boolean;
}

/** What a cell of a kind certainly looks like; the normaliser then decides. Without it a rare kind is looked for in every row. */
const LOOKS: Readonly<Record<RepairView["kind"], string>> = {
  spelling: "[^0-9]|^0",
  lost_zero: "^\\s*5",
  decimal: "[.,]0{1,2}\\s*$",
  scientific: "[eE]",
};

/** Rows read at a time, and at most for one page: a kind that stands in few of a million rows is found page by page. */
const AT_A_TIME = 2_000;
const MOST_READ = 100_000;

/**
 * Reads a page of the rows whose number was mended in one way: what stood there, and what became of it.
 *
 * @throws DomainError `upload.not_found`.
 */
export async function repairsPage(tx: TenantTx, view: RepairView): Promise<RepairPage> {
  const { workspaceId, db } = tx;
  const list = await db.import.findUnique({
    where: { workspaceId_id: { workspaceId, id: view.importId } },
    select: { reading: true, phoneColumn: true },
  });
  if (list === null) throw new DomainError("upload.not_found");
  const column = (list.phoneColumn ?? 0) + 1;
  const rows: RepairRow[] = [];
  let after = view.afterLine;
  for (let read = 0; read < MOST_READ; read += AT_A_TIME) {
    const found = await db.$queryRaw<{ line: number; msisdn: bigint; raw: string }[]>`
      SELECT r.line, r.msisdn, r.cells[${column}::int] AS raw FROM import_recipients r
      WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${view.importId}::uuid AND r.reading = ${list.reading}
        AND r.line > ${after} AND r.cells[${column}::int] ~ ${LOOKS[view.kind]}
      ORDER BY r.line LIMIT ${AT_A_TIME}`;
    for (const row of found) {
      const parsed = parseMsisdn(row.raw);
      if (!parsed.ok || parsed.repair !== view.kind) continue;
      if (rows.length === view.limit) return { rows, next: rows.at(-1)?.line ?? null };
      rows.push(shownRow(row, view));
    }
    const last = found.at(-1);
    if (last === undefined || found.length < AT_A_TIME) return { rows, next: null };
    after = last.line;
  }
  return { rows, next: after };
}

function shownRow(
  { line, msisdn, raw }: { readonly line: number; readonly msisdn: bigint; readonly raw: string },
  { kind, fullNumbers }: RepairView,
): RepairRow {
  const number = msisdnFromRow(msisdn);
  return {
    ...{ line, repair: kind, raw: fullNumbers ? raw : hideDigits(raw) },
    number: fullNumbers ? formatMsisdn(number) : maskMsisdn(number),
  };
}
