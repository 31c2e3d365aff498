import { archivePiece, readyArchive } from "#lib/domain/archives/queries";
import { ArchiveInput } from "#lib/domain/archives/schema";
import { zipDownload } from "#lib/gate/download";
import { defineRoute } from "#lib/gate/route";

/** The file of an archive, piece by piece; who took it stays in the history. */
export const GET = defineRoute<{ workspace: string; id: string }>("workspace:export", async (_, open) => {
  const { archiveId } = ArchiveInput.parse({ archiveId: open.params.id });
  const { bytes, createdAt } = await open.record("archive.download", async (tx) => ({
    result: await readyArchive(tx, archiveId),
    audit: { subject: open.params.id, detail: {} },
  }));

  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let no = 0; ; no += 1) {
      const piece = await open.transact((tx) => archivePiece(tx, archiveId, no));
      if (piece === null) return;
      yield piece;
    }
  }
  return zipDownload(`${open.scope.slug}-${createdAt.toISOString().slice(0, 10)}`, bytes, pieces());
});
