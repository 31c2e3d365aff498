import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Takes the deletion of a workspace back. Sending stays stopped until somebody lifts that as well.
 *
 * @throws DomainError `workspace.not_closing` when it is not about to be deleted, or its time has come.
 */
export async function keepWorkspace({ workspaceId, db }: TenantTx): Promise<Audited<null>> {
  const { count } = await db.workspace.updateMany({
    where: { id: workspaceId, deleteAt: { gt: new Date() } },
    data: { deleteAt: null },
  });
  if (count !== 1) throw new DomainError("workspace.not_closing");
  return { result: null, audit: { subject: null, detail: {} } };
}
