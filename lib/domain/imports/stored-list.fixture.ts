import { readImport } from "#lib/domain/imports/commands/read-import";
import { receiveUpload } from "#lib/domain/imports/commands/receive-upload";
import type { TestWorkspace } from "#lib/infra/db/test-workspace.fixture";

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Uploads a list the way the product does and has it read; gives its plain id. The file needs the queues. */
export async function storeList(workspace: TestWorkspace, content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const { importId } = await receiveUpload(
    {
      transact: (work) => workspace.transact(work),
      record: (_, work) => workspace.transact(async (tx) => (await work(tx)).result),
    },
    { filename: "liste.csv", byteSize: bytes.length, byPerson: workspace.person.id, body: whole(bytes) },
  );
  await readImport(workspace, importId);
  return importId;
}
