import { startCampaign } from "#lib/domain/campaigns/commands/start-campaign";
import { StartCampaignInput } from "#lib/domain/campaigns/schema";
import { checkForStart, needsProofToStart } from "#lib/domain/campaigns/start-queries";
import { DomainError } from "#lib/domain/errors";
import { defineRoute } from "#lib/gate/route";

/**
 * Starts a campaign. A route and not an action: the check walks through the whole list, and must have ended before the
 * transaction that freezes the draft begins.
 */
export const POST = defineRoute<{ workspace: string; id: string }>("messages:send", async (request, open) => {
  if (open.scope.isHalted) throw new DomainError("workspace.halted");
  const version = Number(new URL(request.url).searchParams.get("version"));
  const input = StartCampaignInput.parse({ campaignId: open.params.id, version });
  const check = await open.sql((sql) => checkForStart(sql, input.campaignId));
  if (await open.transact((tx) => needsProofToStart(tx, check.people))) open.requireFresh();
  return Response.json(await open.record("campaign.send", (tx) => startCampaign(tx, input, check)));
});
