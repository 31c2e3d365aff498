"use server";

import { cancelCampaign } from "#lib/domain/campaigns/commands/cancel-campaign";
import { pauseCampaign } from "#lib/domain/campaigns/commands/pause-campaign";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { retryCampaign } from "#lib/domain/campaigns/commands/retry-campaign";
import { undoCampaign } from "#lib/domain/campaigns/commands/undo-campaign";
import { unscheduleCampaign } from "#lib/domain/campaigns/commands/unschedule-campaign";
import { waitForQuota } from "#lib/domain/campaigns/commands/wait-for-quota";
import { campaignOwners } from "#lib/domain/campaigns/owner-queries";
import { CampaignInput, DuplicateCampaignInput, WaitForQuotaInput } from "#lib/domain/campaigns/schema";
import { shareReport } from "#lib/domain/reports/commands/share-report";
import { unshareReport } from "#lib/domain/reports/commands/unshare-report";
import { ShareInput, UnshareInput } from "#lib/domain/reports/schema";
import { defineAction } from "#lib/gate/action";

/** An operator controls the own campaigns; owners and admins all of them. */
const control = { permission: "campaigns:control", ownersOf: campaignOwners } as const;

export const undoAction = defineAction({ name: "campaign.undo", ...control, input: CampaignInput, run: undoCampaign });

export const unscheduleAction = defineAction({
  name: "campaign.unschedule",
  ...control,
  input: CampaignInput,
  run: unscheduleCampaign,
});

export const retryCampaignAction = defineAction({
  name: "campaign.retry",
  permission: "campaigns:write",
  input: DuplicateCampaignInput,
  run: retryCampaign,
});

export const pauseAction = defineAction({
  name: "campaign.pause",
  ...control,
  input: CampaignInput,
  run: pauseCampaign,
});

export const resumeAction = defineAction({
  name: "campaign.resume",
  ...control,
  input: CampaignInput,
  run: resumeCampaign,
});

export const waitForQuotaAction = defineAction({
  name: "campaign.wait_for_quota",
  ...control,
  input: WaitForQuotaInput,
  run: waitForQuota,
});

export const cancelAction = defineAction({
  name: "campaign.cancel",
  ...control,
  input: CampaignInput,
  run: cancelCampaign,
});

/** The same for links to the report. */
const share = { permission: "reports:share", ownersOf: campaignOwners } as const;

export const shareReportAction = defineAction({
  name: "campaign.share",
  ...share,
  input: ShareInput,
  run: shareReport,
});

export const unshareReportAction = defineAction({
  name: "campaign.unshare",
  ...share,
  input: UnshareInput,
  run: unshareReport,
});
