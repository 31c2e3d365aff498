import { z } from "zod";
import { contactLimits } from "#lib/domain/contacts/contact";
import { idInput } from "#lib/domain/id-input";
import { jsonInput } from "#lib/domain/json-input";
import { oneLine } from "#lib/domain/one-line";
import { isStorable } from "#lib/domain/storable";
import { type SegmentRule as Rule, ruleLimits, segmentNameLength } from "./rule.ts";

/** Most segments of a workspace. */
export const MOST_SEGMENTS = 100;

const text = (most: number) => z.string().trim().min(1).max(most).refine(isStorable);

const days = z.coerce.number().int().min(1).max(ruleLimits.days);
const field = text(contactLimits.fieldName);
const value = text(contactLimits.fieldValue);

const SegmentCondition = z.union([
  z.strictObject({ on: z.literal("tag"), is: z.enum(["has", "lacks"]), value: text(contactLimits.tag) }),
  z.strictObject({ on: z.literal("field"), is: z.enum(["equals", "differs", "contains"]), field, value }),
  z.strictObject({ on: z.literal("field"), is: z.enum(["filled", "empty"]), field }),
  z.strictObject({ on: z.literal("name"), is: z.literal("contains"), value }),
  z.strictObject({ on: z.literal("name"), is: z.enum(["filled", "empty"]) }),
  z.strictObject({ on: z.literal("consent"), is: z.enum(["granted", "refused", "none"]) }),
  z.strictObject({ on: z.literal("list"), is: z.enum(["individual", "merchant", "none"]) }),
  z.strictObject({ on: z.enum(["messaged", "added"]), is: z.enum(["within", "not_within"]), days }),
]);

/** Who belongs to a segment, as it is stored. */
export const SegmentRule = z.strictObject({
  match: z.enum(["all", "any"]),
  conditions: z.array(SegmentCondition).min(1).max(ruleLimits.conditions).readonly(),
}) satisfies z.ZodType<Rule>;

/** A rule as a form sends it: in JSON. */
const rule = jsonInput(20_000, SegmentRule);

const name = oneLine(segmentNameLength);

/** A new segment. */
export const CreateSegmentInput = z.strictObject({ name, rule });

/** A changed one, written on the version that the person saw. */
export const EditSegmentInput = z.strictObject({
  segmentId: idInput("segment"),
  version: z.coerce.number().int().positive(),
  name,
  rule,
});

/** Names one segment. */
export const SegmentInput = z.strictObject({ segmentId: idInput("segment") });

/** Asks how many a rule is true of. */
export const CountRuleInput = z.strictObject({ rule: SegmentRule });
