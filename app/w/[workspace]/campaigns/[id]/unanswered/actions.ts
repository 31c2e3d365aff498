"use server";

import { decideUnknown } from "#lib/domain/campaigns/commands/decide-unknown";
import { campaignOwners } from "#lib/domain/campaigns/owner-queries";
import { DecideUnknownInput } from "#lib/domain/campaigns/schema";
import { defineAction } from "#lib/gate/action";

export const decideUnknownAction = defineAction({
  name: "campaign.decide_unknown",
  permission: "campaigns:control",
  ownersOf: campaignOwners,
  input: DecideUnknownInput,
  run: decideUnknown,
});
