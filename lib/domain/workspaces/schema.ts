import { z } from "zod";
import { slugProblem } from "#lib/domain/workspaces/slug";
import { isZone } from "#lib/domain/workspaces/zones";

/** Most characters of a workspace's name. */
const WORKSPACE_NAME_MAX = 60;

/** A workspace's name: anything but control characters, blanks at the ends dropped. */
const WorkspaceName = z
  .string()
  .max(WORKSPACE_NAME_MAX)
  .transform((typed) => typed.normalize("NFC").trim())
  .refine((name) => name !== "" && !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name), { message: "workspace.name_empty" });

/** The address of a workspace inside the instance. */
const Slug = z
  .string()
  .max(1_000)
  .superRefine((slug, context) => {
    const reason = slugProblem(slug);
    if (reason !== null) context.addIssue({ code: "custom", message: "workspace.slug_not_valid", params: { reason } });
  });

/** Making a workspace. */
export const CreateWorkspaceInput = z.strictObject({
  name: WorkspaceName,
  slug: Slug,
  zone: z.string().max(60).refine(isZone, { message: "workspace.zone_not_valid" }),
  locale: z.enum(["tr", "en"]),
});

/** Most characters of the name a company trades under. */
const TRADE_NAME_MAX = 160;

/** Who a workspace is. */
export const ProfileInput = z.strictObject({
  ...CreateWorkspaceInput.shape,
  tradeName: z
    .string()
    .max(TRADE_NAME_MAX)
    .transform((typed) => typed.normalize("NFC").trim())
    .refine((name) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name)),
  /** Sixteen digits, in any grouping; empty for none. */
  mersis: z
    .string()
    .max(40)
    .transform((typed) => typed.replaceAll(/[\s.-]/g, ""))
    .refine((digits) => digits === "" || /^\d{16}$/.test(digits), { message: "settings.mersis_not_valid" })
    .transform((digits) => (digits === "" ? null : digits)),
});

/** A whole number of a form between two others; empty for none. */
function optionalNumber(least: number, most: number) {
  return z
    .string()
    .max(20)
    .transform((typed) => typed.replaceAll(/[\s.]/g, ""))
    .superRefine((digits, context) => {
      const isFine = digits === "" || (/^\d+$/.test(digits) && Number(digits) >= least && Number(digits) <= most);
      if (!isFine) context.addIssue({ code: "custom", message: "settings.number_not_valid", params: { least, most } });
    })
    .transform((digits) => (digits === "" ? null : Number(digits)));
}

const switchedOn = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

/** A time of the day as minutes after midnight. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** Most days off that are kept. */
const MOST_DAYS = 100;

/** Reads `29.10.2026` or `2026-10-29`; null for what is no day. */
function readDay(typed: string): string | null {
  const turkish = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(typed);
  const day =
    turkish === null ? typed : `${turkish[3]}-${turkish[2]?.padStart(2, "0")}-${turkish[1]?.padStart(2, "0")}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}

/** Days, one per line or between commas, each once and in order. */
const days = z
  .string()
  .max(5_000)
  .transform((typed, context) => {
    const found = new Set<string>();
    for (const entry of typed.split(/[\n,;]+/).map((part) => part.trim())) {
      if (entry === "") continue;
      const day = readDay(entry);
      if (day === null || found.size >= MOST_DAYS) {
        context.addIssue({ code: "custom", message: "settings.day_not_valid", params: { day: entry.slice(0, 20) } });
        return z.NEVER;
      }
      found.add(day);
    }
    return [...found].toSorted((one, other) => one.localeCompare(other, "en"));
  });

/** By which rules a workspace sends. */
export const PoliciesInput = z
  .strictObject({
    undoSeconds: z
      .string()
      .regex(/^\d{1,3}$/)
      .transform(Number)
      .refine((seconds) => seconds <= 300, { message: "settings.number_not_valid", params: { least: 0, most: 300 } }),
    hasQuietHours: switchedOn,
    quietFrom: timeOfDay,
    quietUntil: timeOfDay,
    quietDays: days,
    dailyCap: optionalNumber(1, 10_000_000),
    frequencyLimit: optionalNumber(1, 100),
    frequencyDays: optionalNumber(1, 365),
    allowsForeign: switchedOn,
  })
  .refine(({ frequencyLimit, frequencyDays }) => (frequencyLimit === null) === (frequencyDays === null), {
    path: ["frequencyDays"],
    message: "settings.frequency_half",
  })
  .refine(({ hasQuietHours, quietFrom, quietUntil }) => !hasQuietHours || quietFrom !== quietUntil, {
    path: ["quietUntil"],
    message: "settings.hours_equal",
  });

/** Reports may arrive for three days; nothing is thrown away before a week is over. */
const FEWEST_DAYS = 7;
const MOST_KEPT_DAYS = 3_650;

/** How long a workspace keeps what; empty keeps it for good. */
export const RetentionInput = z.strictObject({
  bodyDays: optionalNumber(FEWEST_DAYS, MOST_KEPT_DAYS),
  numberDays: optionalNumber(FEWEST_DAYS, MOST_KEPT_DAYS),
});

/** Ends a workspace; the name as somebody typed it. */
export const CloseWorkspaceInput = z.strictObject({ typed: z.string().max(200) });

/** An action that needs to be told nothing. */
export const NothingInput = z.strictObject({});
