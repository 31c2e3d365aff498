import type { Audited } from "#lib/domain/audit/model";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Sets a scheduled campaign going whose time has come, by the database's clock.
 *
 * @throws DomainError `campaign.not_due`, `campaign.wrong_state` when it was taken back or cancelled meanwhile.
 */
export async function startScheduled(tx: TenantTx, campaignId: string): Promise<Audited<null>> {
  const row = await findCampaign(tx, campaignId);
  const startReached = row.startAt !== null && row.startAt <= (await databaseNow(tx));
  await moveCampaign(tx, row, { type: "start" }, { startReached });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: {} } };
}
