import { sealedKey } from "#lib/domain/connections/key-queries";
import { seal } from "#lib/infra/crypto/seal";
import { Secret } from "#lib/infra/crypto/secret";
import { keyring, openIn } from "#lib/infra/crypto/vault";
import type { TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

/** Puts a secret into a connection; `isOld` as it was before data keys. */
export async function putKey(workspace: TestWorkspace, text: string, isOld = false): Promise<string> {
  const id = newId();
  await workspace.transact(async (tx) => {
    const place = { purpose: "connection", workspaceId: workspace.id, rowId: id } as const;
    const sealed = isOld
      ? { keySealed: seal(keyring(), place, new Secret(text)), keyId: keyring().primary.id, keyFingerprint: "0" }
      : await sealedKey(tx, id, new Secret(text));
    await tx.db.connection.create({
      data: {
        ...{ workspaceId: tx.workspaceId, id, provider: "iletiniz", remoteId: id, remoteName: "Uzak" },
        ...{ connectedById: workspace.person.id, ...sealed },
      },
    });
  });
  return id;
}

export async function readKey(workspace: TestWorkspace, id: string): Promise<string> {
  return workspace.transact(async (tx) => {
    const row = await tx.db.connection.findFirstOrThrow({ where: { workspaceId: tx.workspaceId, id } });
    return (await openIn(tx, { purpose: "connection", rowId: id }, row.keySealed ?? new Uint8Array())).reveal();
  });
}
