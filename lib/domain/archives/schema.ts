import { z } from "zod";
import { AuditFilter } from "#lib/domain/audit/schema";
import { ContactFilter } from "#lib/domain/contacts/schema";
import { sheetFormats } from "#lib/domain/exports/sheet";
import { idInput } from "#lib/domain/id-input";
import { MessageFilter } from "#lib/domain/messages/schema";

/** Names one archive. */
export const ArchiveInput = z.strictObject({ archiveId: idInput("archive") });

const place = { after: true, before: true } as const;
const messages = MessageFilter.omit({ ...place, message: true });
const audit = AuditFilter.omit(place);
const contacts = ContactFilter.omit(place);
/** The language that the words in the file are in. */
const language = z.enum(["tr", "en"]);
const format = z.enum(sheetFormats);

/** Which recipients of a campaign to take out, as its page lists them. */
export const ExportCampaignInput = z.strictObject({
  campaignId: z.string().max(40),
  format,
  language,
  filter: messages,
});

/** Which campaign to have the evidence of. */
export const ExportEvidenceInput = z.strictObject({ campaignId: z.string().max(40), language });

/** Which messages to take out, as their log lists them. */
export const ExportMessagesInput = z.strictObject({ format, language, filter: messages });

/** Which entries of the history to take out, as its page lists them. */
export const ExportAuditInput = z.strictObject({ format, language, filter: audit });

/** Which contacts to take out, as their page lists them. */
export const ExportContactsInput = z.strictObject({ format, language, filter: contacts });

/** Which rows an archive is of, as it is kept beside it. */
export const ArchiveChoice = z.object({ language: language.catch("tr"), campaignId: z.uuid().optional() });

/** The filters of messages, of the history and of contacts as they are kept. */
export const KeptMessageFilter = z.object({ filter: messages });
export const KeptAuditFilter = z.object({ filter: audit });
export const KeptContactFilter = z.object({ filter: contacts });
