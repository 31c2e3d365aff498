import { expect, it } from "vitest";
import { recordSenders } from "#lib/domain/connections/commands/record-senders";
import { sealedKey } from "#lib/domain/connections/key-queries";
import { listSenders } from "#lib/domain/senders/queries";
import { Secret } from "#lib/infra/crypto/secret";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();

it("a name that belongs to a messenger behind the account is no sender: messages go to phones", async () => {
  const workspace = await makeWorkspace();
  const [connectionId, key] = [newId(), new Secret("iltz_test_abc")];
  const channel = { status: "connected", isDefault: false } as const;
  await workspace.transact(async (tx) => {
    await tx.db.connection.create({
      data: {
        ...{
          workspaceId: tx.workspaceId,
          id: connectionId,
          provider: "iletiniz",
          remoteId: "ws_1",
          remoteName: "Uzak",
        },
        ...(await sealedKey(tx, connectionId, key)),
        ...{ scopes: ["messages:send"], connectedById: workspace.person.id },
      },
    });
    const value = {
      senders: ["netgsm", "telegram", "whatsapp", ""].map((providerCode) => ({
        ...{ name: `AD${providerCode}`, providerCode, status: "approved" as const },
      })),
      channels: [
        { ...channel, code: "netgsm", name: "NetGSM", kind: "sms" as const },
        { ...channel, code: "telegram", name: "Telegram", kind: "telegram" as const },
        { ...channel, code: "whatsapp", name: "WhatsApp", kind: "whatsapp" as const },
      ],
    };
    const outcome = { kind: "value", value, latencyMs: 5, httpStatus: 200, requestId: null } as const;
    await recordSenders(tx, { connectionId, key, outcome });
  });
  const senders = await workspace.transact(listSenders);
  expect(senders.map(({ name }) => name)).toEqual(["AD", "ADnetgsm"]);
});
