import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Whose a campaign is: who made it, and who sent it.
 *
 * @throws DomainError `campaign.not_found`.
 */
export async function campaignOwners(
  tx: TenantTx,
  { campaignId }: { readonly campaignId: string },
): Promise<readonly (string | null)[]> {
  const row = await tx.db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: campaignId } },
    select: { createdById: true, startedById: true },
  });
  if (row === null) throw new DomainError("campaign.not_found");
  return [row.createdById, row.startedById];
}
