import type { BlacklistState } from "#lib/domain/consent/model";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";

/** How the lists of the providers stand with the suppression list, one row for each connection. */
export async function blacklistStates({ workspaceId, db }: TenantTx): Promise<BlacklistState[]> {
  const connections = await db.connection.findMany({
    where: { workspaceId, state: { not: "disconnected" } },
    select: { id: true, provider: true, remoteName: true, blacklistAt: true, blacklistCode: true },
    orderBy: { id: "asc" },
  });
  const counts = await db.$queryRaw<{ id: string; numbers: number; refused: number }[]>`
    SELECT connection_id AS id, count(*) FILTER (WHERE code IS NULL)::int AS numbers,
      count(*) FILTER (WHERE code IS NOT NULL)::int AS refused
    FROM blacklist_entries WHERE workspace_id = ${workspaceId}::uuid GROUP BY connection_id`;
  return connections.map(({ id, provider, remoteName, blacklistAt, blacklistCode }) => {
    const { label, capabilities } = providerOf(provider);
    const counted = counts.find((row) => row.id === id);
    return {
      ...{ label, name: remoteName, hasList: capabilities.blacklist },
      ...{ numbers: counted?.numbers ?? 0, refused: counted?.refused ?? 0 },
      ...{ syncedAt: blacklistAt, isBehind: blacklistCode !== null },
    };
  });
}
