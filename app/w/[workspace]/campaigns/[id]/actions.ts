"use server";

import { cancelCampaign } from "#lib/domain/campaigns/commands/cancel-campaign";
import { pauseCampaign } from "#lib/domain/campaigns/commands/pause-campaign";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { undoCampaign } from "#lib/domain/campaigns/commands/undo-campaign";
import { CampaignInput } from "#lib/domain/campaigns/schema";
import { defineAction } from "#lib/gate/action";

const permission = "campaigns:control";

export const undoAction = defineAction({ name: "campaign.undo", permission, input: CampaignInput, run: undoCampaign });

export const pauseAction = defineAction({
  name: "campaign.pause",
  permission,
  input: CampaignInput,
  run: pauseCampaign,
});

export const resumeAction = defineAction({
  name: "campaign.resume",
  permission,
  input: CampaignInput,
  run: resumeCampaign,
});

export const cancelAction = defineAction({
  name: "campaign.cancel",
  permission,
  input: CampaignInput,
  run: cancelCampaign,
});
