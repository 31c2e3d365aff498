import type { AuditEntry } from "#lib/domain/audit/model";
import type { TenantTx } from "#lib/infra/db/tenant";
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
