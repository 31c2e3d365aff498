import { z } from "zod";
import { parseEmail } from "#lib/domain/accounts/model";
import { DAILY_LIMIT_MAX, noteLength, RAMP_MAX, reasonLength } from "#lib/domain/instance/model";
import { isStorable } from "#lib/domain/storable";
import { CreateWorkspaceInput } from "#lib/domain/workspaces/schema";

const visible = (text: string) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text);

/** Why an operator does a thing; it stays in the history. */
const Reason = z
  .string()
  .max(reasonLength.most)
  .transform((typed) => typed.normalize("NFC").trim())
  .refine((reason) => reason.length >= reasonLength.fewest && visible(reason), { message: "instance.reason_missing" });

const email = z
  .string()
  .max(1_000)
  .transform((typed, context) => {
    const parsed = parseEmail(typed);
    if (parsed !== null) return parsed;
    context.addIssue({ code: "custom", message: "account.email_not_valid" });
    return z.NEVER;
  });

/** Doing something to, or looking at, a workspace; which one is said beside it. */
export const ReasonInput = z.strictObject({ reason: Reason });

/** The most people that campaigns may be started to within a day; empty for no limit. */
export const DailyLimitInput = z.strictObject({
  limit: z.union([z.literal("").transform(() => null), z.coerce.number().int().min(0).max(DAILY_LIMIT_MAX)]).nullable(),
  reason: Reason,
});

/** Making a workspace for somebody. */
export const OpenWorkspaceInput = CreateWorkspaceInput.extend({ ownerEmail: email });

/** Doing something to an account. */
export const UserInput = z.strictObject({ userId: z.uuid(), reason: Reason });

/** Turning a provider off or on for the whole instance. */
export const ProviderSwitchInput = z.strictObject({ provider: z.string().max(64), reason: Reason });

/** Whether people may open accounts by themselves. */
export const SignUpSettingInput = z.strictObject({ isOpen: z.enum(["yes", "no"]).transform((word) => word === "yes") });

/** Most people of a new workspace's first day; empty for no ramp. */
export const RampInput = z.strictObject({
  people: z.union([z.literal("").transform(() => null), z.coerce.number().int().min(1).max(RAMP_MAX)]),
});

const note = z
  .string()
  .max(noteLength.most)
  .transform((typed) => typed.normalize("NFC").trim())
  .refine(visible);

/** What everybody is told; both languages or neither. */
export const NoteInput = z
  .strictObject({ tr: note, en: note })
  .refine(({ tr, en }) => (tr === "") === (en === ""), { message: "instance.note_one_language", path: ["en"] });

/** What part of the accounts is shown, as the address says it; what makes no sense is left out. */
export const UserListInput = z.object({
  search: z
    .string()
    .max(200)
    .refine(isStorable)
    .transform((typed) => typed.normalize("NFKC").trim().toLowerCase())
    .catch(""),
  after: z.uuid().nullable().catch(null),
});

/** A job that failed. */
export const JobInput = z.strictObject({ queue: z.string().max(80), jobId: z.uuid() });
