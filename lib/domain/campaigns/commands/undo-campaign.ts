import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { endReview } from "#lib/domain/campaigns/commands/end-review";
import { thawed } from "#lib/domain/campaigns/commands/freeze-draft";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { CampaignInput } from "#lib/domain/campaigns/schema";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Takes a send back while its undo window is open; the campaign is a draft again, an approval
 * is void, and nothing went out.
 *
 * @throws DomainError `campaign.undo_closed`, `campaign.wrong_state`, `campaign.not_found`.
 */
export async function undoCampaign(tx: TenantTx, input: z.output<typeof CampaignInput>): Promise<Audited<null>> {
  const row = await findCampaign(tx, input.campaignId);
  const undoWindowOpen = row.holdUntil !== null && row.holdUntil > (await databaseNow(tx));
  await moveCampaign(tx, row, { type: "undo" }, { undoWindowOpen }, thawed);
  if (row.reviewId !== null) await endReview(tx, row.reviewId, "approved", { state: "withdrawn" });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: {} } };
}
