import type { ShownArchive } from "#lib/domain/archives/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Archives shown. */
const LATEST = 5;

/** The latest archives of the workspace, newest first. */
export async function latestArchives({ workspaceId, db }: TenantTx): Promise<ShownArchive[]> {
  const rows = await db.archive.findMany({ where: { workspaceId }, orderBy: { id: "desc" }, take: LATEST });
  return rows.map((row) => ({
    ...{ id: toPublicId("archive", row.id), state: row.state, files: row.files, filesDone: row.filesDone },
    ...{ rows: row.rows, bytes: Number(row.byteSize), createdAt: row.createdAt, expiresAt: row.expiresAt },
  }));
}

/**
 * Finds an archive that can be downloaded.
 *
 * @throws DomainError `archive.not_found` also for one that is not ready or expired.
 */
export async function readyArchive(
  { workspaceId, db }: TenantTx,
  archiveId: string,
): Promise<{ readonly bytes: number; readonly createdAt: Date }> {
  const row = await db.archive.findFirst({
    where: { workspaceId, id: archiveId, state: "ready", expiresAt: { gt: new Date() } },
  });
  if (row === null) throw new DomainError("archive.not_found");
  return { bytes: Number(row.byteSize), createdAt: row.createdAt };
}

/** One piece of an archive's file; null behind the last. */
export async function archivePiece(
  { workspaceId, db }: TenantTx,
  archiveId: string,
  no: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await db.archivePiece.findUnique({
    where: { workspaceId_archiveId_no: { workspaceId, archiveId, no } },
    select: { bytes: true },
  });
  return row?.bytes ?? null;
}
