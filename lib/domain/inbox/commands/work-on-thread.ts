import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { openPerson } from "#lib/domain/consent/number-page-queries";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { AssignInput, CloseInput, NoteInput } from "#lib/domain/inbox/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** The number whose thread an address names, held so that two members change it one after the other. */
async function threadAt(tx: TenantTx, sealed: string): Promise<bigint> {
  const person = openPerson(tx, sealed);
  if (person === null) throw new DomainError("inbox.not_found");
  const { workspaceId, db } = tx;
  const msisdn = BigInt(person);
  if ((await db.inboundMessage.count({ where: { workspaceId, msisdn } })) === 0) {
    throw new DomainError("inbox.not_found");
  }
  await db.$executeRaw`
    INSERT INTO inbox_threads (workspace_id, msisdn) VALUES (${workspaceId}::uuid, ${msisdn}) ON CONFLICT DO NOTHING`;
  await db.$queryRaw`
    SELECT 1 FROM inbox_threads WHERE workspace_id = ${workspaceId}::uuid AND msisdn = ${msisdn} FOR UPDATE`;
  return msisdn;
}

/** Whose a thread was before, which is what taking a change back gives it to. */
export interface Assigned {
  readonly previous: PublicId<"person"> | null;
}

/**
 * Gives a thread to a member who may answer for it, or to nobody.
 *
 * @throws DomainError `inbox.not_found`, `team.member_not_found` for whoever is none, or only looks on.
 */
export async function assignThread(
  tx: TenantTx,
  { person, memberId }: z.output<typeof AssignInput>,
): Promise<Audited<Assigned>> {
  const { workspaceId, db } = tx;
  const msisdn = await threadAt(tx, person);
  if (memberId !== null) {
    const member = await db.membership.count({ where: { workspaceId, userId: memberId, role: { not: "viewer" } } });
    if (member === 0) throw new DomainError("team.member_not_found");
  }
  const key = { workspaceId_msisdn: { workspaceId, msisdn } };
  const before = await db.inboxThread.findUniqueOrThrow({ where: key, select: { assigneeId: true } });
  await db.inboxThread.update({ where: key, data: { assigneeId: memberId } });
  const previous = before.assigneeId === null ? null : toPublicId("person", before.assigneeId);
  return {
    result: { previous },
    audit: { subject: memberId === null ? null : toPublicId("person", memberId), detail: {} },
  };
}

/** Marks a thread as done, or takes that back. Whoever writes again opens it by that. @throws DomainError `inbox.not_found`. */
export async function closeThread(
  tx: TenantTx,
  { person, isClosed }: z.output<typeof CloseInput>,
): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const msisdn = await threadAt(tx, person);
  await db.inboxThread.update({
    where: { workspaceId_msisdn: { workspaceId, msisdn } },
    data: { closedAt: isClosed ? new Date() : null },
  });
  return { result: null, audit: { subject: null, detail: { isClosed } } };
}

/** Writes a note about a thread for the other members; the person it is about never sees it. @throws DomainError `inbox.not_found`. */
export async function noteOnThread(tx: TenantTx, { person, text }: z.output<typeof NoteInput>): Promise<Audited<null>> {
  const { workspaceId, actorId, db } = tx;
  const msisdn = await threadAt(tx, person);
  const note = text.replaceAll("\r\n", "\n");
  await db.inboxNote.create({ data: { workspaceId, msisdn, id: newId(), text: note, createdById: actorId } });
  return { result: null, audit: { subject: null, detail: {} } };
}
