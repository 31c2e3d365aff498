import type { ArchiveDoors } from "#lib/domain/archives/commands/doors";

const PIECE_BYTES = 256 * 1024;
/** Between two words about how far it is. */
const TELL_MS = 500;

/** How far a file in the making is; whoever writes it counts. */
export interface Progress {
  rows: number;
  /** Of the file as it is downloaded, which may be kept more tightly. */
  bytes: number;
  filesDone: number;
}

/** Stores a file piece by piece as it comes, and shows how far it is. One piece is stored while the next is made. */
export async function keepFile(
  { workspaceId, transact }: ArchiveDoors,
  archiveId: string,
  file: AsyncIterable<Uint8Array>,
  progress: Progress,
): Promise<void> {
  let chunks: Uint8Array[] = [];
  let held = 0;
  let no = 0;
  let toldAt = 0;
  let storing: Promise<void> = Promise.resolve();
  const store = async () => {
    await storing;
    const piece = { workspaceId, archiveId, no: no++, bytes: Uint8Array.from(Buffer.concat(chunks, held)) };
    chunks = [];
    held = 0;
    storing = transact(async ({ db }) => {
      await db.archivePiece.create({ data: piece });
      if (performance.now() - toldAt < TELL_MS) return;
      toldAt = performance.now();
      const { rows, filesDone, bytes } = progress;
      const data = { rows, filesDone, byteSize: BigInt(bytes) };
      await db.archive.updateMany({ where: { workspaceId, id: archiveId, state: "building" }, data });
    });
    // What breaks is thrown where it is waited for.
    storing.catch(() => undefined);
  };
  for await (const chunk of file) {
    chunks.push(chunk);
    held += chunk.length;
    if (held >= PIECE_BYTES) await store();
  }
  if (held > 0) await store();
  await storing;
}
