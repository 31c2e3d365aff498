import { submitCampaign } from "#lib/domain/campaigns/commands/submit-campaign";
import { SubmitCampaignInput } from "#lib/domain/campaigns/schema";
import { checkForStart } from "#lib/domain/campaigns/start-queries";
import { authority } from "#lib/gate/authority";
import { defineRoute } from "#lib/gate/route";

/** Submits a draft for approval. A route and not an action, for the same reason as its start. */
export const POST = defineRoute<{ workspace: string; id: string }>("campaigns:write", async (request, open) => {
  const asked: unknown = await request.json().catch(() => null);
  const input = SubmitCampaignInput.parse({ ...Object(asked), campaignId: open.params.id });
  const check = await open.sql((sql) => checkForStart(sql, input.campaignId));
  return Response.json(await open.record("campaign.submit", (tx) => submitCampaign(tx, input, check, authority)));
});
