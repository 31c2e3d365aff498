import type { Audited } from "#lib/domain/audit/model";
import type { WorkspaceFigures } from "#lib/domain/instance/model";
import { workspaceFigures } from "#lib/domain/instance/queries";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Lets the operator see the figures of a workspace, which then knows who looked, when and why. */
export async function viewWorkspace(tx: TenantTx, { reason }: { reason: string }): Promise<Audited<WorkspaceFigures>> {
  return { result: await workspaceFigures(tx, new Date()), audit: { subject: null, detail: { reason } } };
}
