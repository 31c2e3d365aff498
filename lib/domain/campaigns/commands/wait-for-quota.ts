import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { findCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { WaitForQuotaInput } from "#lib/domain/campaigns/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/**
 * Chooses whether a campaign that paused for want of quota goes on by itself once there is enough for everybody who waits.
 * The pause gives up after seven days either way.
 *
 * @throws DomainError `campaign.wrong_state` when that is not why it stands still, `campaign.not_found`.
 */
export async function waitForQuota(
  tx: TenantTx,
  { campaignId, waits }: z.output<typeof WaitForQuotaInput>,
): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const row = await findCampaign(tx, campaignId);
  const { count } = await db.campaign.updateMany({
    where: { workspaceId, id: row.id, state: "paused", stateReason: "quota" },
    data: { waitsForQuota: waits },
  });
  if (count !== 1) throw new DomainError("campaign.wrong_state", { state: row.state });
  if (waits) await enqueue(db, "quota.ask", { workspaceId }, { singletonKey: workspaceId });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: { waits } } };
}
