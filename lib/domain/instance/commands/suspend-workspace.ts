import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/**
 * Closes a workspace: no member gets in from the next request on, and no message goes out from the next claim on.
 *
 * @param tx Bound to the workspace, for the operator.
 * @throws DomainError `instance.already_so`.
 */
export async function suspendWorkspace(tx: TenantTx, { reason }: { reason: string }): Promise<Audited<null>> {
  const { count } = await tx.db.workspace.updateMany({
    where: { id: tx.workspaceId, suspendedAt: null },
    data: { suspendedAt: new Date() },
  });
  if (count !== 1) throw new DomainError("instance.already_so");
  return { result: null, audit: { subject: null, detail: { reason } } };
}

/**
 * Opens a suspended workspace again; what was being sent goes on.
 *
 * @throws DomainError `instance.already_so`.
 */
export async function unsuspendWorkspace(tx: TenantTx, { reason }: { reason: string }): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const { count } = await db.workspace.updateMany({
    where: { id: workspaceId, suspendedAt: { not: null } },
    data: { suspendedAt: null },
  });
  if (count !== 1) throw new DomainError("instance.already_so");
  await enqueue(db, "workspace.wake", { workspaceId });
  return { result: null, audit: { subject: null, detail: { reason } } };
}
