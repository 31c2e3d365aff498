import { checkCampaign } from "#lib/domain/campaigns/checkup-queries";
import { CampaignInput } from "#lib/domain/campaigns/schema";
import { defineRoute } from "#lib/gate/route";

/** Checks a draft over everyone on its list; `null` when the same person has asked again meanwhile. */
export const GET = defineRoute<{ workspace: string; id: string }>(
  "campaigns:write",
  async (_request, { params, sql, user }) => {
    const { campaignId } = CampaignInput.parse({ campaignId: params.id });
    return Response.json(await sql((tx) => checkCampaign(tx, campaignId, `${campaignId} ${user.id}`)));
  },
);
