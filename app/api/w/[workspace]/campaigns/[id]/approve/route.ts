import { approveCampaign } from "#lib/domain/campaigns/commands/approve-campaign";
import { ApproveInput } from "#lib/domain/campaigns/schema";
import { checkForStart, needsProofToStart } from "#lib/domain/campaigns/start-queries";
import { authority } from "#lib/gate/authority";
import { defineRoute } from "#lib/gate/route";

/** Approves a submission, by the hash that the approver saw. A route and not an action, for the same reason as a start. */
export const POST = defineRoute<{ workspace: string; id: string }>("campaigns:approve", async (request, open) => {
  const asked: unknown = await request.json().catch(() => null);
  const input = ApproveInput.parse({ ...Object(asked), campaignId: open.params.id });
  const check = await open.sql((sql) => checkForStart(sql, input.campaignId));
  if (await open.transact((tx) => needsProofToStart(tx, check.people))) open.requireFresh();
  return Response.json(await open.record("campaign.approve", (tx) => approveCampaign(tx, input, check, authority)));
});
