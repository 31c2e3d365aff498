import { readDraft } from "#lib/domain/campaigns/draft-queries";
import { CampaignInput } from "#lib/domain/campaigns/schema";
import { defineRoute } from "#lib/gate/route";

/** A draft as it is stored now, for somebody whose save came too late. */
export const GET = defineRoute<{ workspace: string; id: string }>("campaigns:write", async (_request, open) => {
  const { campaignId } = CampaignInput.parse({ campaignId: open.params.id });
  return Response.json(await open.transact((tx) => readDraft(tx, campaignId)));
});
