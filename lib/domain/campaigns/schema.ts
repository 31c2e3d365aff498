import { z } from "zod";
import { idInput } from "#lib/domain/id-input";
import { jsonInput } from "#lib/domain/json-input";
import { unknownDecisions } from "#lib/domain/messages/lookups";
import { oneLine } from "#lib/domain/one-line";
import { isStorable } from "#lib/domain/storable";
import { commentLength } from "./approval.ts";
import { campaignNameLength, draftTextLength } from "./draft.ts";
import { exclusionLimits, writeExclusions } from "./exclusions.ts";
import { campaignKinds } from "./model.ts";
import { MOST_PER_MINUTE, MOST_SPREAD_HOURS } from "./pace.ts";

const storable = z.string().refine(isStorable);
const name = oneLine(campaignNameLength);

/** What the one who opens a campaign page sends; the name is in the person's language. */
export const CreateDraftInput = z.strictObject({ name });

/** Whom a draft leaves out, as `writeExclusions` writes it. */
const ExclusionsInput = jsonInput(
  4_000,
  z.strictObject({
    days: z.number().int().min(1).max(exclusionLimits.days).nullable(),
    segments: z.array(z.string().regex(/^sgm_[0-9A-Za-z]{22}$/)).max(exclusionLimits.segments),
    campaigns: z.array(z.string().regex(/^cmp_[0-9A-Za-z]{22}$/)).max(exclusionLimits.campaigns),
    lists: z
      .array(z.string().regex(/^imp_[0-9A-Za-z]{22}$/))
      .max(exclusionLimits.lists)
      .default([]),
  }),
).transform(writeExclusions);

/** An edit of a draft: what changed, and the version it was changed from. A field left out stays as it is. */
export const SaveDraftInput = z.strictObject({
  campaignId: idInput("campaign"),
  version: z.number().int().positive(),
  name: name.optional(),
  kind: z.enum(campaignKinds).nullable().optional(),
  senderId: idInput("sender").nullable().optional(),
  importId: idInput("import").nullable().optional(),
  text: storable.max(draftTextLength).optional(),
  fromLine: z.number().int().min(1).max(10_000_000).nullable().optional(),
  exclusions: ExclusionsInput.nullable().optional(),
  start: z.string().max(100).nullable().optional(),
  spreadHours: z.number().int().min(1).max(MOST_SPREAD_HOURS).nullable().optional(),
  perMinute: z.number().int().min(1).max(MOST_PER_MINUTE).nullable().optional(),
  secondSenderId: idInput("sender").nullable().optional(),
  atProvider: z.boolean().optional(),
  waitsForQuota: z.boolean().optional(),
  fallback: z
    .string()
    .regex(/^[a-z0-9_-]{1,64}$/)
    .nullable()
    .optional(),
});

/** Names one campaign. */
export const CampaignInput = z.strictObject({ campaignId: idInput("campaign") });

/** Has a campaign that paused for want of quota go on by itself, or not. */
export const WaitForQuotaInput = CampaignInput.extend({ waits: z.boolean() });

/** Most unanswered calls decided at once. */
const MOST_CALLS = 50;

/** Decides about the unknown people of some calls of a campaign. */
export const DecideUnknownInput = z.strictObject({
  campaignId: idInput("campaign"),
  calls: z.array(z.uuid()).min(1).max(MOST_CALLS),
  decision: z.enum(unknownDecisions),
});

/** Says that a draft is open to write on; `take`: whoever else has it open. */
export const HoldDraftInput = z.strictObject({ campaignId: idInput("campaign"), take: z.boolean().default(false) });

/** Asks for the end of a list that holds so many people. */
export const FitInput = z.strictObject({
  campaignId: idInput("campaign"),
  people: z.coerce.number().int().min(0).max(10_000_000).default(0),
});

/** Starts the version of a draft that the person saw. */
export const StartCampaignInput = z.strictObject({
  campaignId: idInput("campaign"),
  version: z.number().int().positive(),
});

const comment = storable.trim().max(commentLength);

/** Submits the version of a draft that the person saw, with a note to the approvers. */
export const SubmitCampaignInput = StartCampaignInput.extend({ note: comment.optional() });

/** Names one submission of a campaign: an answer to an older one is refused. */
export const ReviewInput = z.strictObject({ campaignId: idInput("campaign"), reviewId: idInput("review") });

/** Approves what the person saw, by its hash. */
export const ApproveInput = ReviewInput.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) });

/** Answers a submission with words; whether they may be missing is the lifecycle's to say. */
export const AnswerReviewInput = ReviewInput.extend({ comment });

/** Adds a comment. */
export const CommentInput = ReviewInput.extend({ comment: comment.min(1) });

/** A threshold: a whole number, or nothing at all for none. */
const limit = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d{0,9}$/),
  ])
  .transform((typed) => (typed === "" ? null : Number(typed)))
  .pipe(z.number().int().min(0).max(100_000_000).nullable());

/** The workspace's threshold as its form sends it. */
export const ApprovalPolicyInput = z.strictObject({ people: limit, parts: limit });

/** Copies a campaign into a new draft under a name of its own. */
export const DuplicateCampaignInput = z.strictObject({ campaignId: idInput("campaign"), name });

/** The lists of campaigns that have an address of their own. */
export const campaignTabs = ["all", "drafts", "approval", "scheduled", "running", "done"] as const;

/** One of the lists. */
export type CampaignTab = (typeof campaignTabs)[number];

/** Reads the tab and the place of a list out of an address; what is not known is the first page of all. */
export const CampaignListQuery = z.object({
  tab: z.enum(campaignTabs).catch("all"),
  after: idInput("campaign").optional().catch(undefined),
  before: idInput("campaign").optional().catch(undefined),
});
