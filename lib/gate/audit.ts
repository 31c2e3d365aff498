import type { AuditEntry } from "#lib/domain/audit/model";
import type { AccountTx, TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** Writes a history entry in the transaction of its change, so that there is never one without the other. */
export async function writeAudit(tx: TenantTx, action: string, entry: AuditEntry): Promise<void> {
  await tx.db.auditEvent.create({
    data: {
      workspaceId: tx.workspaceId,
      id: newId(),
      actorId: tx.actorId,
      action,
      subject: entry.subject,
      detail: { ...entry.detail } as Record<string, string | number | boolean | null | string[]>,
    },
  });
}

/** Writes down what was done to the instance itself, in the transaction of the change. `actorId` is null by hand. */
export async function writeInstanceEvent(
  { db }: AccountTx,
  actorId: string | null,
  action: string,
  { subject, detail }: AuditEntry,
): Promise<void> {
  const values = { ...detail } as Record<string, string | number | boolean | null | string[]>;
  await db.instanceEvent.create({ data: { id: newId(), actorId, action, subject, detail: values } });
}
