import { queryOf } from "#lib/domain/archives/archive-files";
import type { ArchiveDoors } from "#lib/domain/archives/commands/doors";
import { keepFile, type Progress } from "#lib/domain/archives/commands/keep-file";
import { gzipOf, sheetText, xlsxOf, zipOf } from "#lib/domain/archives/commands/write-file";
import type { ArchiveRefusal } from "#lib/domain/archives/model";
import { type ArchivePlan, type ClaimedArchive, planOf } from "#lib/domain/archives/plan-queries";
import { csvLine, csvStart } from "#lib/domain/exports/csv";
import { mostRows } from "#lib/domain/exports/sheet";
import { toPublicId } from "#lib/domain/ids";
import { copyRows } from "#lib/infra/db/copy-rows";
import type { TenantSql } from "#lib/infra/db/tenant";

/** Claims an archive and empties what an earlier try left; null when it was built, given up or deleted meanwhile. */
function claim({ workspaceId, transact }: ArchiveDoors, archiveId: string): Promise<ClaimedArchive | null> {
  return transact(async ({ db }) => {
    const where = { workspaceId, id: archiveId, state: { in: ["waiting" as const, "building" as const] } };
    const { count } = await db.archive.updateMany({
      where,
      data: { state: "building", filesDone: 0, rows: 0, byteSize: 0 },
    });
    await db.archivePiece.deleteMany({ where: { workspaceId, archiveId } });
    return count === 0 ? null : db.archive.findFirst({ where });
  });
}

/** Gives an archive up, with a reason its page has words for. */
export async function failArchive(
  { workspaceId, transact }: ArchiveDoors,
  archiveId: string,
  refusal: ArchiveRefusal,
): Promise<void> {
  await transact(async ({ db }) => {
    const { count } = await db.archive.updateMany({
      where: { workspaceId, id: archiveId, state: { in: ["waiting", "building"] } },
      data: { state: "failed", refusal, choice: {} },
    });
    if (count > 0) await db.archivePiece.deleteMany({ where: { workspaceId, archiveId } });
  });
}

async function* everythingOf(sql: TenantSql, columns: readonly string[], query: string, progress: Progress) {
  yield csvStart(columns);
  for await (const rows of copyRows(sql, query)) {
    progress.rows += rows.length;
    yield rows.map((row) => csvLine(row)).join("");
  }
}

async function fileOf(sql: TenantSql, plan: ArchivePlan, progress: Progress): Promise<AsyncIterable<Buffer>> {
  if (plan.format === "zip") {
    const entries = plan.files.map((file) => ({
      path: `${file.names[plan.language]}.csv`,
      text: everythingOf(sql, file.columns, queryOf(file, sql.workspaceId, plan.campaignId), progress),
    }));
    return zipOf(entries, progress);
  }
  const sheet = await plan.sheet(sql);
  return plan.format === "xlsx" ? xlsxOf(sheet, progress) : gzipOf(sheetText(sheet, "csv", progress), progress);
}

async function finish(doors: ArchiveDoors, archiveId: string, { rows, bytes, filesDone }: Progress): Promise<void> {
  const { workspaceId } = doors;
  await doors.record("archive.built", async ({ db }) => {
    await db.archive.updateMany({
      where: { workspaceId, id: archiveId, state: "building" },
      data: { state: "ready", rows, filesDone, byteSize: BigInt(bytes) },
    });
    return { result: null, audit: { subject: toPublicId("archive", archiveId), detail: { rows, bytes } } };
  });
}

/**
 * Writes an archive piece by piece into the database, in flat memory: everything of the workspace as one ZIP of CSV files,
 * or rows as CSV or XLSX. The job `archive.build`; safe to repeat after a crash.
 *
 * Who asked is looked at again: who may no longer take it out gets nothing, and numbers are masked as on the page.
 *
 * @param most Nothing is written when there are more rows; the caller then has another process do it.
 * @returns false when there were more.
 */
export async function buildArchive(
  doors: ArchiveDoors,
  archiveId: string,
  most = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const claimed = await claim(doors, archiveId);
  if (claimed === null) return true;
  const plan = await planOf(doors, claimed);
  if (typeof plan === "string") {
    await failArchive(doors, archiveId, plan);
    return true;
  }
  const { workspaceId } = doors;
  const progress: Progress = { rows: 0, bytes: 0, filesDone: 0 };
  const outcome = await doors.sql(async (sql) => {
    const expected = await plan.count(sql, most);
    if (expected > most) return "beside";
    if (plan.format !== "zip" && expected > mostRows[plan.format]) return "over_limit";
    const { wholeNumbers, isOwnOnly } = plan;
    await doors.transact(({ db }) =>
      db.archive.updateMany({ where: { workspaceId, id: archiveId }, data: { expected, wholeNumbers, isOwnOnly } }),
    );
    await keepFile(doors, archiveId, await fileOf(sql, plan, progress), progress);
    return "done";
  });
  if (outcome === "over_limit") await failArchive(doors, archiveId, outcome);
  if (outcome === "done") await finish(doors, archiveId, progress);
  return outcome !== "beside";
}
