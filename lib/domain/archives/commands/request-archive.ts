import { archiveFiles } from "#lib/domain/archives/archive-files";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

const HOUR_MS = 3_600_000;
/** How long a finished archive can be downloaded. */
const KEPT_MS = 24 * HOUR_MS;
/** An archive that takes longer was given up. */
const LONGEST_MS = 2 * HOUR_MS;

/**
 * Has everything of the workspace written into one file, which is kept for a day.
 *
 * @throws DomainError `archive.building` while another is being written.
 */
export async function requestArchive(tx: TenantTx): Promise<Audited<{ archiveId: PublicId<"archive"> }>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("an archive is asked for by a person");
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`archive ${workspaceId}`}, 0))`;
  const now = Date.now();
  const open = await db.archive.findFirst({
    where: { workspaceId, state: { in: ["waiting", "building"] }, createdAt: { gt: new Date(now - LONGEST_MS) } },
    select: { id: true },
  });
  if (open !== null) throw new DomainError("archive.building");
  const id = newId();
  const expiresAt = new Date(now + KEPT_MS);
  await db.archive.create({
    data: { workspaceId, id, createdById: actorId, expiresAt, files: archiveFiles.length },
  });
  await enqueue(db, "archive.build", { workspaceId, archiveId: id });
  const archiveId = toPublicId("archive", id);
  return { result: { archiveId }, audit: { subject: archiveId, detail: {} } };
}
