import type { TenantTx } from "#lib/infra/db/tenant";
import { providersThat } from "#lib/infra/providers/registry";
import { enqueue } from "#lib/infra/queue";

/** Has providers that keep a list of blocked numbers told that ours changed. */
export async function tellProviders({ workspaceId, db }: TenantTx): Promise<void> {
  const provider = { in: [...providersThat(({ blacklist }) => blacklist)] };
  const count = await db.connection.count({ where: { workspaceId, state: "active", provider } });
  if (count > 0) await enqueue(db, "blacklist.sync", { workspaceId }, { singletonKey: workspaceId });
}
