import { z } from "zod";
import { draftTextLength } from "#lib/domain/campaigns/draft";
import { campaignKinds } from "#lib/domain/campaigns/model";
import { idInput } from "#lib/domain/id-input";
import { oneLine } from "#lib/domain/one-line";
import { isStorable } from "#lib/domain/storable";
import { templateNameLength } from "./name-length.ts";

/** Most templates of a workspace that are not put away. */
export const MOST_TEMPLATES = 200;

const storable = z.string().refine(isStorable);
const wording = {
  name: oneLine(templateNameLength),
  kind: z.enum(campaignKinds),
  text: storable.trim().min(1).max(draftTextLength),
};

/** A new template. */
export const CreateTemplateInput = z.strictObject(wording);

/** Another wording, written on the version that the person saw. */
export const EditTemplateInput = z.strictObject({
  ...wording,
  templateId: idInput("template"),
  version: z.coerce.number().int().positive(),
});

/** Names one template. */
export const TemplateInput = z.strictObject({ templateId: idInput("template") });
