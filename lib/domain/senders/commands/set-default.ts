import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { SenderInput } from "#lib/domain/senders/schema";
import { isUsableSender, USABLE_SENDERS } from "#lib/domain/senders/usable";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Makes a sender the one that new campaigns start with.
 *
 * @throws DomainError `sender.not_found`, or `sender.not_approved` when the provider does not list it as approved.
 */
export async function setDefaultSender(
  tx: TenantTx,
  { senderId }: z.output<typeof SenderInput>,
): Promise<Audited<string>> {
  const sender = await tx.db.sender.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: senderId } },
    select: { name: true, status: true, isListed: true, connection: { select: { state: true } } },
  });
  if (sender === null || sender.connection.state === "disconnected") throw new DomainError("sender.not_found");
  if (!sender.isListed || !isUsableSender(sender.status)) throw new DomainError("sender.not_approved");
  // One default per workspace is a unique index: the old one goes first, and two people take turns.
  await tx.db.$executeRaw`SELECT 1 FROM workspaces WHERE id = ${tx.workspaceId}::uuid FOR NO KEY UPDATE`;
  await tx.db.sender.updateMany({
    where: { workspaceId: tx.workspaceId, isDefault: true },
    data: { isDefault: false },
  });
  const { count } = await tx.db.sender.updateMany({
    where: { workspaceId: tx.workspaceId, id: senderId, isListed: true, status: { in: [...USABLE_SENDERS] } },
    data: { isDefault: true },
  });
  if (count === 0) throw new DomainError("sender.not_approved");
  return { result: sender.name, audit: { subject: toPublicId("sender", senderId), detail: { name: sender.name } } };
}
