import { z } from "zod";
import { idInput } from "#lib/domain/id-input";
import { isStorable } from "#lib/domain/storable";
import { iysAudiences } from "./iys.ts";
import { consentSources, consentStatuses, firstDay, wordsLength } from "./model.ts";
import { mostPastedNumbers, type PastedNumbers, readPastedNumbers } from "./pasted-numbers.ts";

/** Most characters in one paste: ten thousand numbers with names, within what an action may be sent. */
const pastedLength = 400_000;

const words = z
  .string()
  .trim()
  .min(wordsLength.fewest, { error: "too short" })
  .max(wordsLength.most)
  .refine(isStorable);

const pasted = z
  .string()
  .max(pastedLength)
  .transform((text, context) => {
    const read = readPastedNumbers(text);
    const refuse = (message: string, params: Record<string, number>) => {
      context.addIssue({ code: "custom", message, params });
      return z.NEVER;
    };
    if (read.entries === 0) return refuse("consent.no_numbers", {});
    if (read.entries > mostPastedNumbers) {
      return refuse("consent.too_many_numbers", { count: read.entries, limit: mostPastedNumbers });
    }
    return read;
  });

const byNumbers = { by: z.literal("numbers"), numbers: pasted };
const byList = { by: z.literal("list"), importId: idInput("import") };

const given = {
  source: z.enum(consentSources),
  /** A day in the workspace's zone. */
  givenOn: z.iso.date().refine((day) => day >= firstDay),
  proof: words,
};

/** Who consented or refused, where, when, and what shows it. */
export const RecordInput = z.discriminatedUnion("by", [
  z.strictObject({ ...byNumbers, ...given }),
  z.strictObject({ ...byList, ...given }),
]);

/** Who consented or refused, where, when, and what shows it. */
export type RecordInput = z.output<typeof RecordInput>;

/** Who must not be texted, and why. */
export const SuppressInput = z.discriminatedUnion("by", [
  z.strictObject({ ...byNumbers, reason: words }),
  z.strictObject({ ...byList, reason: words }),
]);

/** Who must not be texted, and why. */
export type SuppressInput = z.output<typeof SuppressInput>;

/** Which number may be texted again, and why. */
export const ReleaseInput = z.strictObject({
  msisdn: z
    .string()
    .regex(/^[1-9]\d{6,14}$/)
    .transform(BigInt),
  reason: words,
});

/** Somebody who wrote and must not be texted from now on, or may be again. */
export const SuppressWriterInput = z.strictObject({ person: z.string().min(1).max(400), isSuppressed: z.boolean() });

/** The people that a form names: pasted numbers, or a list of the workspace. */
export type NamedPeople =
  | { readonly by: "numbers"; readonly numbers: PastedNumbers }
  | { readonly by: "list"; readonly importId: string };

const place = z.string().min(1).max(400).optional().catch(undefined);

/** The tabs of the page. */
export const consentTabs = ["consents", "suppression", "iys"] as const;

/** What the page shows, as it stands in an address. Lenient: what does not parse is left out. */
export const ConsentFilter = z.object({
  tab: z.enum(consentTabs).catch("consents"),
  status: z.enum(consentStatuses).optional().catch(undefined),
  /** The number, or at least its last four digits, as typed. */
  number: z.string().trim().max(40).optional().catch(undefined),
  /** Sealed place in the list: it starts after, or ends before, it. */
  after: place,
  before: place,
  /** Sealed number of the person whose history is shown. */
  person: place,
});

/** What the page shows. */
export type ConsentFilter = z.output<typeof ConsentFilter>;

/** The İYS brand of a connection; empty takes it away. */
export const BrandInput = z.strictObject({
  connectionId: idInput("connection"),
  brand: z
    .string()
    .trim()
    .regex(/^\d{0,12}$/)
    .transform((text) => (text === "" ? null : text)),
  audience: z.enum(iysAudiences).default("individual"),
});

/** Whom İYS is asked about. */
export const AskInput = z.discriminatedUnion("by", [z.strictObject(byNumbers), z.strictObject(byList)]);

/** One number, as somebody typed it. */
export const NumberInput = z.strictObject({ number: z.string().trim().min(1).max(40) });

/** What a person says on the public page of a workspace. */
export const OptOutInput = z.strictObject({
  code: z.string().max(40),
  number: z.string().trim().max(40).default(""),
  /** Of the page, for the words of a refusal. */
  locale: z.string().optional(),
});

/** Erases the person behind a number, as somebody typed it. */
export const ErasePersonInput = z.strictObject({ number: z.string().trim().min(1).max(40) });
