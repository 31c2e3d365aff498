import { checkCampaign } from "#lib/domain/campaigns/checkup-queries";
import { CampaignInput } from "#lib/domain/campaigns/schema";
import { defineRoute } from "#lib/gate/route";

/** Checks a draft over everyone on its list; `null` when the same person has asked again meanwhile. */
export const GET = defineRoute<{ workspace: string; id: string }>(
  "campaigns:write",
  async (_request, { params, sql, user, scope }) => {
    const { campaignId } = CampaignInput.parse({ campaignId: params.id });
    const by = { userId: user.id, maySend: scope.may("messages:send") };
    return Response.json(await sql((tx) => checkCampaign(tx, campaignId, `${campaignId} ${user.id}`, by)));
  },
);
