import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { scaledMs } from "#lib/infra/clock";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/**
 * Lifts the stop of all sending. Campaigns that were paused stay paused until a person resumes each of them; those whose
 * undo window ran out meanwhile get a new one, so that nothing goes out at once.
 *
 * @throws DomainError `workspace.not_halted`; `workspace.closing` while the workspace is about to be deleted.
 */
export async function resumeSending(tx: TenantTx): Promise<Audited<{ waiting: number }>> {
  const { workspaceId, db } = tx;
  const { count } = await db.workspace.updateMany({
    where: { id: workspaceId, haltedAt: { not: null }, deleteAt: null },
    data: { haltedAt: null, haltedById: null },
  });
  const { undoSeconds, deleteAt } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { undoSeconds: true, deleteAt: true },
  });
  if (count !== 1) throw new DomainError(deleteAt === null ? "workspace.not_halted" : "workspace.closing");
  const now = new Date();
  const holdUntil = new Date(now.getTime() + scaledMs(undoSeconds * 1_000));
  const { count: waiting } = await db.campaign.updateMany({
    where: { workspaceId, state: "holding", holdUntil: { lt: holdUntil } },
    data: { holdUntil, updatedAt: now },
  });
  await enqueue(db, "workspace.wake", { workspaceId });
  await enqueue(db, "workspace.wake", { workspaceId }, { startAfter: holdUntil });
  return { result: { waiting }, audit: { subject: null, detail: { waiting } } };
}
