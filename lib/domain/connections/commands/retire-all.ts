import { retireConnection } from "#lib/domain/connections/commands/retire-connection";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Ends every connection of the workspace; each key is handed over to be revoked. Tells how many. */
export async function retireAll(tx: TenantTx): Promise<number> {
  const { workspaceId, db } = tx;
  const open = await db.connection.findMany({
    where: { workspaceId, state: { not: "disconnected" } },
    select: { id: true },
  });
  for (const { id } of open) await retireConnection(tx, id);
  return open.length;
}
