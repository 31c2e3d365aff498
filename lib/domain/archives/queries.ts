import {
  type ArchiveKind,
  archiveRefusals,
  isOpen,
  LONGEST_BUILD_MS,
  type ShownArchive,
} from "#lib/domain/archives/model";
import { narrowedOf } from "#lib/domain/archives/narrowed-queries";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Archives of the workspace shown, and files of rows that a person asked for. */
const LATEST = 5;
const LATEST_OWN = 30;

/**
 * The latest archives, newest first: of everything in the workspace, or the files of rows that one person asked for.
 *
 * @param wholeNumbers Whether whoever looks may see the digits that somebody looked for.
 */
export async function latestArchives(
  tx: TenantTx,
  askedBy: string | null,
  wholeNumbers = false,
): Promise<ShownArchive[]> {
  const { workspaceId, db } = tx;
  const rows = await db.archive.findMany({
    where:
      askedBy === null
        ? { workspaceId, kind: "workspace" }
        : { workspaceId, kind: { not: "workspace" }, createdById: askedBy },
    orderBy: { id: "desc" },
    take: askedBy === null ? LATEST : LATEST_OWN,
  });
  const narrowed = await narrowedOf(tx, rows, wholeNumbers);
  return rows.map((row, at) => ({
    narrowed: narrowed[at] ?? null,
    ...{ id: toPublicId("archive", row.id), kind: row.kind, format: row.format, name: row.name },
    state: stateNow(row),
    ...{ files: row.files, filesDone: row.filesDone, rows: row.rows, expected: row.expected },
    refusal: archiveRefusals.find((known) => known === row.refusal) ?? null,
    ...{ bytes: Number(row.byteSize), createdAt: row.createdAt, expiresAt: row.expiresAt },
  }));
}

/** How an archive stands at this moment, which the row may say later. */
function stateNow(row: Pick<ShownArchive, "state" | "createdAt" | "expiresAt">): ShownArchive["state"] {
  const now = Date.now();
  if (row.state === "ready" && row.expiresAt.getTime() <= now) return "expired";
  return isOpen(row) && now - row.createdAt.getTime() > LONGEST_BUILD_MS ? "failed" : row.state;
}

/** An archive whose file is there. */
export interface ReadyArchive {
  readonly id: string;
  readonly kind: ArchiveKind;
  readonly format: "zip" | "csv" | "xlsx";
  readonly name: string;
  readonly bytes: number;
  readonly createdAt: Date;
  readonly createdById: string;
  /** Whether phone numbers stand in it whole. */
  readonly wholeNumbers: boolean;
  /** Whether it leaves out what others did. */
  readonly isOwnOnly: boolean;
}

/**
 * Finds an archive that can be downloaded.
 *
 * @throws DomainError `archive.not_found` also for one that is not ready or expired.
 */
export async function readyArchive({ workspaceId, db }: TenantTx, archiveId: string): Promise<ReadyArchive> {
  const row = await db.archive.findFirst({
    where: { workspaceId, id: archiveId, state: "ready", expiresAt: { gt: new Date() } },
  });
  if (row === null) throw new DomainError("archive.not_found");
  return { ...row, bytes: Number(row.byteSize) };
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
