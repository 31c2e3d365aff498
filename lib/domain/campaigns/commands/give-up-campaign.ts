import type { Audited } from "#lib/domain/audit/model";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/** A pause that nobody ended for so long ends the campaign. */
export const LONGEST_PAUSE_MS = 7 * 24 * 60 * 60 * 1_000;

/**
 * Cancels the rest of a campaign that was paused for seven days.
 *
 * @param longestMs Length of the longest pause, scaled for tests.
 * @throws DomainError `campaign.not_due`, `campaign.wrong_state`.
 */
export async function giveUpCampaign(
  tx: TenantTx,
  campaignId: string,
  longestMs = LONGEST_PAUSE_MS,
): Promise<Audited<null>> {
  const row = await findCampaign(tx, campaignId);
  const now = await databaseNow(tx);
  const pausedSevenDays = now.getTime() - row.updatedAt.getTime() >= longestMs;
  await moveCampaign(tx, row, { type: "give_up" }, { pausedSevenDays }, { finishedAt: now });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: { reason: row.stateReason } } };
}
