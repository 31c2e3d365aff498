import type { TenantTx } from "#lib/infra/db/tenant";

/** Revocations of the workspace whose next try is due, by the database's clock. */
export async function dueRevocations(tx: TenantTx): Promise<string[]> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM revocations
    WHERE workspace_id = ${tx.workspaceId}::uuid AND state = 'pending' AND next_try_at <= now()`;
  return rows.map((row) => row.id);
}
