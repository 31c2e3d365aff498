import { z } from "zod";
import { idInput } from "#lib/domain/id-input";
import { importLimits } from "#lib/domain/imports/model";
import { jsonInput } from "#lib/domain/json-input";
import { oneLineOrNone } from "#lib/domain/one-line";
import { isStorable } from "#lib/domain/storable";
import { contactLimits, fieldsIn, listTypes, tagsIn } from "./contact.ts";
import { existingChoices } from "./list-person.ts";
import { mergeSides } from "./merge.ts";

/** Tags as a person types them: one line, separated by commas. */
const TagLine = z
  .string()
  .max(2_000)
  .refine(isStorable)
  .default("")
  .transform(tagsIn)
  .refine((tags) => tags.length <= contactLimits.tags && tags.every((tag) => tag.length <= contactLimits.tag), {
    error: "contact.tags_too_many",
  });

const fieldText = z
  .string()
  .max(20_000)
  .refine(isStorable)
  .transform(fieldsIn)
  .refine(
    (fields) =>
      Object.keys(fields).length <= contactLimits.fields &&
      Object.entries(fields).every(
        ([name, value]) => name.length <= contactLimits.fieldName && value.length <= contactLimits.fieldValue,
      ),
    { error: "contact.fields_too_many" },
  );

/** A choice of three: the list of the brand, or one of the two. */
const listType = z
  .enum(["", ...listTypes])
  .default("")
  .transform((value) => (value === "" ? null : value));

const about = {
  listType,
  name: oneLineOrNone(contactLimits.name),
  tags: TagLine,
};

/** A new contact, the number as somebody typed it. */
export const AddContactInput = z.strictObject({
  number: z.string().trim().min(1).max(40),
  ...about,
  fields: fieldText,
});

/** What is known of a contact, as it was changed; `version` is the one that was looked at. */
export const EditContactInput = z.strictObject({
  contactId: idInput("contact"),
  version: z.coerce.number().int().min(1),
  ...about,
  /** Left out by members who may not see numbers whole, since a field may hold one: it then stays as it is. */
  fields: fieldText.optional(),
});

/** Names one contact. */
export const ContactInput = z.strictObject({ contactId: idInput("contact") });

/** Which of two contacts a value is taken from: the one that stays, or the one that goes. */
const side = z.enum(mergeSides);

/** Merges one contact into another; the versions are those that were looked at. */
export const MergeContactsInput = z
  .strictObject({
    contactId: idInput("contact"),
    version: z.coerce.number().int().min(1),
    otherId: idInput("contact"),
    otherVersion: z.coerce.number().int().min(1),
    name: side.default("kept"),
    listType: side.default("kept"),
    /** Names of the fields whose value is taken from the contact that goes, as JSON. */
    fields: jsonInput(4_000, z.array(z.string().max(contactLimits.fieldName)).max(contactLimits.fields)).default([]),
  })
  .refine(({ contactId, otherId }) => contactId !== otherId);

/** How the people of a list become contacts. */
export const ContactImportInput = z.strictObject({
  importId: idInput("import"),
  /** Empty when no column holds names. */
  nameColumn: z
    .string()
    .regex(/^\d{0,3}$/)
    .transform((text) => (text === "" ? null : Number(text)))
    .refine((column) => column === null || column < importLimits.columns),
  /** A checkbox: absent when it is off. */
  takesFields: z
    .literal("on")
    .optional()
    .transform((value) => value === "on"),
  existing: z.enum(existingChoices),
  tags: TagLine,
});

/** Names an import into the contacts. */
export const RevertContactImportInput = z.strictObject({ contactImportId: z.uuid() });

const publicId = z.string().regex(/^cnt_[0-9A-Za-z]{22}$/);
const words = z.string().trim().max(120).refine(isStorable).optional().catch(undefined);

/** What the page of contacts shows, as it stands in an address. Lenient: what does not parse is left out. */
export const ContactFilter = z.object({
  /** A name, or at least the last four digits of a number. */
  search: words,
  tag: words,
  segment: z
    .string()
    .regex(/^sgm_[0-9A-Za-z]{22}$/)
    .optional()
    .catch(undefined),
  after: publicId.optional().catch(undefined),
  before: publicId.optional().catch(undefined),
});

/** What the page of a merge shows: whom to look for, or the contact that was found. Lenient like the one of contacts. */
export const MergeFilter = z.object({ search: words, other: publicId.optional().catch(undefined) });

/** What the page of contacts shows. */
export type ContactFilter = z.output<typeof ContactFilter>;

/** Contacts that a list is made of: those a filter shows, or a segment; everybody without any. */
export const ContactChoice = z.strictObject({
  search: z.string().trim().max(120).refine(isStorable).optional(),
  tag: z.string().trim().max(120).refine(isStorable).optional(),
  segmentId: idInput("segment").optional(),
});
