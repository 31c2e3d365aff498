import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { UnshareInput } from "#lib/domain/reports/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Closes a link to the report of a campaign; who opens it from now on finds nothing there.
 *
 * @throws DomainError `report.link_not_found`, also for one that is closed already.
 */
export async function unshareReport(
  { db, workspaceId }: TenantTx,
  { campaignId, shareId }: z.output<typeof UnshareInput>,
): Promise<Audited<null>> {
  const { count } = await db.reportShare.updateMany({
    where: { workspaceId, id: shareId, campaignId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (count === 0) throw new DomainError("report.link_not_found");
  return {
    result: null,
    audit: { subject: toPublicId("campaign", campaignId), detail: { share: toPublicId("share", shareId) } },
  };
}
