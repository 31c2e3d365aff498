import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { CampaignInput } from "#lib/domain/campaigns/schema";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Pauses a campaign that is being sent. No call begins after this is committed; calls under way finish and are recorded.
 * Who may do this is checked by the gate before.
 *
 * @throws DomainError `campaign.wrong_state`, `campaign.not_found`.
 */
export async function pauseCampaign(tx: TenantTx, input: z.output<typeof CampaignInput>): Promise<Audited<null>> {
  const row = await findCampaign(tx, input.campaignId);
  await moveCampaign(tx, row, { type: "pause" }, { mayControl: true });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: { reason: "user" } } };
}
