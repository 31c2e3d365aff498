import type { Audited } from "#lib/domain/audit/model";
import { blockIfNeeded, holdGround } from "#lib/domain/campaigns/commands/go-on";
import { findCampaign, holdCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Moves a campaign back to being sent in which people wait again: the worker that had them stood still, another gave its call up,
 * and it woke up to say that the call was never made. Where something stands in the way by now, such as a stop of all sending,
 * the campaign is paused for it.
 *
 * @throws DomainError `campaign.wrong_state` when no chunk of it is open, or someone was faster.
 */
export async function takeUp(tx: TenantTx, campaignId: string): Promise<Audited<null>> {
  const { workspaceId } = tx;
  await holdGround(tx, await findCampaign(tx, campaignId));
  const row = await holdCampaign(tx, campaignId);
  const open = await tx.db.chunk.count({ where: { workspaceId, campaignId, state: "open" } });
  await moveCampaign(tx, row, { type: "take_up" }, { peopleReturned: open > 0 });
  const detail = { ...(await blockIfNeeded(tx, campaignId)) };
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail } };
}
