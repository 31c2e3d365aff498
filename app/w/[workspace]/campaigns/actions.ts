"use server";

import { createDraft } from "#lib/domain/campaigns/commands/create-draft";
import { deleteDraft } from "#lib/domain/campaigns/commands/delete-draft";
import { duplicateDraft } from "#lib/domain/campaigns/commands/duplicate-draft";
import { CampaignInput, CreateDraftInput, DuplicateCampaignInput } from "#lib/domain/campaigns/schema";
import { defineAction } from "#lib/gate/action";

const permission = "campaigns:write";

export const createDraftAction = defineAction({
  name: "campaign.create",
  permission,
  input: CreateDraftInput,
  run: createDraft,
});

export const duplicateCampaignAction = defineAction({
  name: "campaign.duplicate",
  permission,
  input: DuplicateCampaignInput,
  run: duplicateDraft,
});

export const deleteDraftAction = defineAction({
  name: "campaign.delete",
  permission,
  input: CampaignInput,
  run: deleteDraft,
});
