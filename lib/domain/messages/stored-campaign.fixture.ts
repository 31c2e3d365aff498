import { LIST_PROBLEMS } from "#lib/domain/messages/book-moves";
import type { Prisma } from "#lib/infra/db/generated/client";
import type { TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

/** What a test says of a stored message; the rest is ordinary. */
export type StoredMessage = Partial<Prisma.MessageCreateManyInput>;

/** A campaign that is being sent, with these messages in their order; numbers end in 100 and on. */
export async function storeCampaign(
  { id: workspaceId, person, transact }: TestWorkspace,
  messages: readonly StoredMessage[],
): Promise<{ campaignId: string; ids: string[] }> {
  const [connectionId, campaignId] = [newId(), newId()];
  const ids = messages.map(() => newId());
  await transact(async ({ db }) => {
    await db.connection.create({
      data: {
        ...{ workspaceId, id: connectionId, provider: "iletiniz", remoteId: "ws_1", remoteName: "Örnek" },
        connectedById: person.id,
      },
    });
    await db.campaign.create({
      data: {
        ...{ workspaceId, id: campaignId, name: "Ev haftası", state: "sending", connectionId },
        ...{ people: messages.length, createdById: person.id, firstId: ids[0] ?? null, lastId: ids.at(-1) ?? null },
      },
    });
    await db.message.createMany({
      data: messages.map((message, index) => ({
        ...{ workspaceId, id: ids[index] ?? newId(), campaignId, connectionId, source: "campaign" as const },
        ...{ sender: "MAGAZA", msisdn: 905_320_000_100n + BigInt(index), body: `Merhaba ${index}` },
        ...{ encoding: "gsm7" as const, parts: 1, state: "pending" as const, ...message },
      })),
    });
    await db.$executeRawUnsafe(LIST_PROBLEMS, workspaceId, campaignId);
  });
  return { campaignId, ids };
}
