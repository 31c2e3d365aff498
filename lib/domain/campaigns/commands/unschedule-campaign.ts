import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { endReview } from "#lib/domain/campaigns/commands/end-review";
import { thawed } from "#lib/domain/campaigns/commands/freeze-draft";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { CampaignInput } from "#lib/domain/campaigns/schema";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Takes a scheduled campaign back before its start; it is a draft again with its time kept, an approval is void, and
 * nothing went out.
 *
 * @throws DomainError `campaign.already_started`, `campaign.wrong_state`, `campaign.not_found`.
 */
export async function unscheduleCampaign(tx: TenantTx, input: z.output<typeof CampaignInput>): Promise<Audited<null>> {
  const row = await findCampaign(tx, input.campaignId);
  const beforeStart = row.startAt !== null && row.startAt > (await databaseNow(tx));
  await moveCampaign(tx, row, { type: "unschedule" }, { beforeStart }, thawed);
  if (row.reviewId !== null) await endReview(tx, row.reviewId, "approved", { state: "withdrawn" });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: { voids: row.reviewId !== null } } };
}
