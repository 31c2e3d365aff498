import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { AddSenderInput } from "#lib/domain/senders/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { providerOf } from "#lib/infra/providers/registry";

/**
 * Adds a sender that a person typed, on a connection whose provider lists none. Nobody vouches for it until the provider
 * takes a message under it. Adding it again changes nothing.
 *
 * @throws DomainError `connection.not_found`, or `sender.listed_by_provider`.
 */
export async function addSender(
  tx: TenantTx,
  { connectionId, name }: z.output<typeof AddSenderInput>,
): Promise<Audited<PublicId<"sender">>> {
  const { db, workspaceId } = tx;
  const connection = await db.connection.findUnique({
    where: { workspaceId_id: { workspaceId, id: connectionId } },
    select: { provider: true, state: true },
  });
  if (connection === null || connection.state === "disconnected") throw new DomainError("connection.not_found");
  if (providerOf(connection.provider).capabilities.senders === "listed") {
    throw new DomainError("sender.listed_by_provider");
  }
  // One default per workspace is a unique index: two people take turns.
  await db.$executeRaw`SELECT 1 FROM workspaces WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  const place = { workspaceId, connectionId, name, providerCode: "" };
  const hasDefault = (await db.sender.count({ where: { workspaceId, isDefault: true } })) > 0;
  const { id } = await db.sender.upsert({
    where: { workspaceId_connectionId_name_providerCode: place },
    create: { ...place, id: newId(), status: "unverified", isDefault: !hasDefault },
    update: { isListed: true, lastSeenAt: new Date() },
    select: { id: true },
  });
  const senderId = toPublicId("sender", id);
  return { result: senderId, audit: { subject: senderId, detail: { name } } };
}
