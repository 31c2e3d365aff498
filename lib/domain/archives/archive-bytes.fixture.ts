import { archivePiece } from "#lib/domain/archives/queries";
import type { TestWorkspace } from "#lib/infra/db/test-workspace.fixture";

/** The bytes of an archive as they are stored. */
export async function storedBytes(workspace: TestWorkspace, archiveId: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (let no = 0; ; no += 1) {
    const piece = await workspace.transact((tx) => archivePiece(tx, archiveId, no));
    if (piece === null) return Buffer.concat(pieces);
    pieces.push(piece);
  }
}
