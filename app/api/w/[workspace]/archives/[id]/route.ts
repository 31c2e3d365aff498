import { getTranslations } from "next-intl/server";
import { archivePiece, type ReadyArchive, readyArchive } from "#lib/domain/archives/queries";
import { ArchiveInput } from "#lib/domain/archives/schema";
import { DomainError } from "#lib/domain/errors";
import { dayIn } from "#lib/domain/reports/period";
import { archivePermission } from "#lib/gate/archive-rights";
import { archiveDownload } from "#lib/gate/download";
import { defineRoute } from "#lib/gate/route";
import type { Scope } from "#lib/gate/scope";

async function filenameOf({ kind, name, createdAt }: ReadyArchive, { slug, zone }: Scope): Promise<string> {
  const t = await getTranslations("exports.kind");
  const day = dayIn(zone, createdAt);
  return kind === "workspace" ? `${slug}-${day}` : `${name === "" ? t(kind) : name} ${day}`;
}

/** The file of an archive, piece by piece; who took it stays in the history. A file of rows is only for who asked for it. */
export const GET = defineRoute<{ workspace: string; id: string }>("workspace:read", async (_, open) => {
  const { archiveId } = ArchiveInput.parse({ archiveId: open.params.id });
  const archive = await open.transact((tx) => readyArchive(tx, archiveId));
  const permission = archivePermission[archive.kind];
  await open.require(permission);
  if (archive.kind !== "workspace") {
    if (archive.createdById !== open.user.id) throw new DomainError("archive.not_found");
    // Rights may have become smaller since it was written.
    const isTooMuch = open.scope.reach(permission) === "own" && !archive.isOwnOnly;
    if (isTooMuch || (archive.wholeNumbers && !open.scope.fullNumbers)) throw new DomainError("archive.not_found");
  }
  await open.record("archive.download", async () => ({
    result: null,
    audit: { subject: open.params.id, detail: {} },
  }));

  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let no = 0; ; no += 1) {
      const piece = await open.transact((tx) => archivePiece(tx, archiveId, no));
      if (piece === null) return;
      yield piece;
    }
  }
  return archiveDownload(await filenameOf(archive, open.scope), archive, pieces());
});
