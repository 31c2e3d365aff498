import { randomInt } from "node:crypto";
import type { TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

/** A mobile number as typed that no other test has asked a code for. */
export const freshPhone = () => `0532${String(randomInt(10_000_000)).padStart(7, "0")}`;

/** An approved sender of a connection of its own. */
export async function makeSender(
  target: TestWorkspace,
  connection: { state?: "active" | "needs_reconnect"; scopes?: string[] } = {},
): Promise<string> {
  const [connectionId, id] = [newId(), newId()];
  await target.transact(async ({ db, workspaceId }) => {
    await db.connection.create({
      data: {
        ...{ workspaceId, id: connectionId, provider: "iletiniz", remoteId: "ws_1", remoteName: "Ihlamur" },
        ...{ state: "active", scopes: ["messages:send"], connectedById: target.person.id, ...connection },
      },
    });
    await db.sender.create({
      data: { workspaceId, id, connectionId, name: "IHLAMUREV", status: "approved", isDefault: true },
    });
  });
  return id;
}

/** A draft of the workspace's person. */
export async function makeDraft(
  target: TestWorkspace,
  change: { senderId?: string; text?: string; importId?: string } = {},
) {
  const id = newId();
  await target.transact(({ db, workspaceId }) =>
    db.campaign.create({ data: { workspaceId, id, name: "Ev", createdById: target.person.id, ...change } }),
  );
  return id;
}
