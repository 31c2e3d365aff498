import type { TenantTx } from "#lib/infra/db/tenant";

/** Parts of everybody of a campaign who was not left out beforehand: what its sending was estimated at. */
export async function estimatedParts({ workspaceId, db }: TenantTx, campaignId: string): Promise<number> {
  const { _sum } = await db.messageStat.aggregate({
    where: { workspaceId, campaignId, state: { not: "skipped" } },
    _sum: { parts: true },
  });
  return _sum.parts ?? 0;
}
