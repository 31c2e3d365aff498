"use server";

import {
  exportAudit,
  exportCampaign,
  exportContacts,
  exportEvidence,
  exportMessages,
} from "#lib/domain/archives/commands/request-archive";
import {
  ExportAuditInput,
  ExportCampaignInput,
  ExportContactsInput,
  ExportEvidenceInput,
  ExportMessagesInput,
} from "#lib/domain/archives/schema";
import { defineAction } from "#lib/gate/action";

export const exportCampaignAction = defineAction({
  name: "campaign.export",
  permission: "contacts:export",
  input: ExportCampaignInput,
  run: exportCampaign,
});

export const exportEvidenceAction = defineAction({
  name: "campaign.evidence",
  permission: "contacts:export",
  input: ExportEvidenceInput,
  run: exportEvidence,
});

export const exportMessagesAction = defineAction({
  name: "messages.export",
  permission: "contacts:export",
  input: ExportMessagesInput,
  run: exportMessages,
});

export const exportContactsAction = defineAction({
  name: "contact.export",
  permission: "contacts:export",
  input: ExportContactsInput,
  run: exportContacts,
});

export const exportAuditAction = defineAction({
  name: "audit.export",
  permission: "audit:read",
  // The file is the asker's own: who may see the own acts only gets a file of these.
  ownersOf: async (tx) => [tx.actorId],
  input: ExportAuditInput,
  run: exportAudit,
});
