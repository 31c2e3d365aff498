import type { Audited } from "#lib/domain/audit/model";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Ends the undo window of a campaign whose time is over; from here on it is prepared and can't be taken back.
 *
 * @throws DomainError `campaign.undo_open`, `campaign.wrong_state` when it was undone meanwhile.
 */
export async function closeWindow(tx: TenantTx, campaignId: string): Promise<Audited<null>> {
  const row = await findCampaign(tx, campaignId);
  const undoWindowOver = row.holdUntil !== null && row.holdUntil <= (await databaseNow(tx));
  await moveCampaign(tx, row, { type: "close_window" }, { undoWindowOver });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: {} } };
}
