import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { parseMsisdn } from "#lib/domain/contacts/msisdn";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { requireUnderLimit } from "#lib/domain/instance/queries";
import { guessOperator } from "#lib/domain/messages/operator";
import { countSegments } from "#lib/domain/messages/segments";
import { countCode } from "#lib/domain/test-sends/commands/count-code";
import { countSend } from "#lib/domain/test-sends/commands/count-send";
import type { TryConnectionInput } from "#lib/domain/test-sends/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { providerOf } from "#lib/infra/providers/registry";
import { enqueue } from "#lib/infra/queue";

/** The company puts a sentence of its own in the place of this one. */
const BODY = "APITEST";

/** The sender for trying out, where the provider of a connection has one and no sender is approved yet. */
async function trialSender({ workspaceId, db }: TenantTx, id: string): Promise<string> {
  const row = await db.connection.findFirst({
    where: { workspaceId, id, state: { not: "disconnected" } },
    select: { provider: true, state: true, senders: { where: { isListed: true }, select: { id: true }, take: 1 } },
  });
  const sender = row === null ? null : providerOf(row.provider).capabilities.testSender;
  if (row === null || sender === null) throw new DomainError("connection.not_found");
  if (row.state !== "active") throw new DomainError("connection.not_active");
  if (row.senders.length > 0) throw new DomainError("connection.trial_over");
  return sender;
}

/**
 * Sends the provider's own trial message to one's own number, so that a new account can be seen to work before a sender is
 * approved. Its text is the provider's, so no code can prove the number first; it is counted like a code.
 *
 * @param ip Where it is asked from.
 * @throws DomainError `connection.not_found`, `connection.not_active`, `connection.trial_over`; `test.number_not_mobile`,
 * `test.too_many`, `test.too_many_codes`; `workspace.halted`, `workspace.over_limit`.
 */
export async function tryConnection(
  tx: TenantTx,
  { connectionId, phone }: z.output<typeof TryConnectionInput>,
  ip: string,
): Promise<Audited<{ readonly messageId: PublicId<"message"> }>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a trial is sent by a person");
  const parsed = parseMsisdn(phone);
  if (!parsed.ok) throw new DomainError("test.number_not_mobile");
  const sender = await trialSender(tx, connectionId);
  const workspace = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { haltedAt: true } });
  if (workspace.haltedAt !== null) throw new DomainError("workspace.halted");
  await requireUnderLimit(tx);
  await countSend(actorId);
  await countCode({ msisdn: parsed.msisdn, workspaceId, ip });

  const id = newId();
  const msisdn = BigInt(parsed.msisdn);
  // The number is the person's own from here on, though not verified: nothing but a trial goes to it.
  await db.testNumber.createMany({ data: { workspaceId, id, userId: actorId, msisdn }, skipDuplicates: true });
  const { encoding, segments } = countSegments(BODY);
  await db.message.create({
    data: {
      ...{ workspaceId, id, connectionId, sender, msisdn, encoding },
      ...{ source: "test", state: "pending", body: BODY, parts: segments },
      operator: guessOperator(Number(msisdn)),
    },
  });
  await enqueue(db, "message.send", { workspaceId, messageId: id });
  const messageId = toPublicId("message", id);
  return { result: { messageId }, audit: { subject: toPublicId("connection", connectionId), detail: { messageId } } };
}
