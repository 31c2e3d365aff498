import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { openPerson } from "#lib/domain/consent/number-page-queries";
import type { Msisdn } from "#lib/domain/contacts/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { ReadThreadInput, ReplyInput } from "#lib/domain/inbox/schema";
import { requireUnderLimit } from "#lib/domain/instance/queries";
import { guessOperator } from "#lib/domain/messages/operator";
import { countSegments } from "#lib/domain/messages/segments";
import { USABLE_SENDERS } from "#lib/domain/senders/usable";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

function personOf(tx: TenantTx, sealed: string): Msisdn {
  const person = openPerson(tx, sealed);
  if (person === null) throw new DomainError("inbox.not_found");
  return person;
}

/** Marks everything that somebody sent as read. */
export async function readThread(tx: TenantTx, { person }: z.output<typeof ReadThreadInput>): Promise<Audited<null>> {
  const msisdn = BigInt(personOf(tx, person));
  const { count } = await tx.db.inboundMessage.updateMany({
    where: { workspaceId: tx.workspaceId, msisdn, readAt: null },
    data: { readAt: new Date() },
  });
  return { result: null, audit: { subject: null, detail: { messages: count } } };
}

/** The sender of an answer: the default one, else any usable one, of the connection that the person wrote to last. */
async function senderFor({ workspaceId, db }: TenantTx, msisdn: Msisdn) {
  const last = await db.inboundMessage.findFirst({
    where: { workspaceId, msisdn: BigInt(msisdn) },
    select: { connectionId: true },
    orderBy: { receivedAt: "desc" },
  });
  if (last === null) throw new DomainError("inbox.not_found");
  const sender = await db.sender.findFirst({
    where: {
      ...{ workspaceId, connectionId: last.connectionId, isListed: true, status: { in: [...USABLE_SENDERS] } },
      connection: { state: "active" },
    },
    orderBy: [{ isDefault: "desc" }, { name: "asc" }],
  });
  if (sender === null) throw new DomainError("inbox.no_sender");
  return sender;
}

/**
 * Answers somebody who wrote: one informational message over the connection they wrote to. What they sent counts as read.
 *
 * @throws DomainError `inbox.not_found`, `inbox.no_sender`, `inbox.refused` for whoever is on the suppression list,
 * `message.too_long`, `workspace.halted`, `workspace.over_limit`.
 */
export async function replyTo(tx: TenantTx, { person, text }: z.output<typeof ReplyInput>): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const msisdn = personOf(tx, person);
  const workspace = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { haltedAt: true } });
  if (workspace.haltedAt !== null) throw new DomainError("workspace.halted");
  const sender = await senderFor(tx, msisdn);
  await requireUnderLimit(tx);
  const suppressed = await db.suppression.count({ where: { workspaceId, msisdn: BigInt(msisdn) } });
  if (suppressed > 0) throw new DomainError("inbox.refused");
  const body = text.replaceAll("\r\n", "\n");
  const { encoding, segments } = countSegments(body);
  if (segments > 7) throw new DomainError("message.too_long");
  const id = newId();
  await db.message.create({
    data: {
      ...{ workspaceId, id, connectionId: sender.connectionId, sender: sender.name, msisdn: BigInt(msisdn), encoding },
      ...{ source: "reply", state: "pending", body, parts: segments },
      operator: guessOperator(msisdn),
    },
  });
  await enqueue(db, "message.send", { workspaceId, messageId: id });
  await readThread(tx, { person });
  return { result: null, audit: { subject: toPublicId("message", id), detail: { parts: segments } } };
}
