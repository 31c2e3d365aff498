import { z } from "zod";
import { idInput } from "#lib/domain/id-input";
import { oneLine } from "#lib/domain/one-line";
import { isStorable } from "#lib/domain/storable";
import { codeMark, longestLife } from "./model.ts";

/** How codes look and live. Without an id it is a new profile. */
export const ProfileInput = z.strictObject({
  profileId: z.union([z.uuid(), z.literal("").transform(() => null)]).default(null),
  name: oneLine(60),
  senderId: idInput("sender"),
  digits: z.coerce.number().int().min(4).max(6),
  lifetimeMinutes: z.coerce.number().int().min(1).max(longestLife),
  language: z.enum(["tr", "en"]),
  text: z
    .string()
    .trim()
    .max(300)
    .refine(isStorable)
    // A campaign's `{{Ad}}` would go out as it stands, and `{{code}}` in braces.
    .refine((text) => text.split(codeMark).length === 2 && !/\{\{|\}\}/.test(text), {
      error: "otp.text_without_code",
      params: { mark: codeMark },
    }),
  hourly: z.coerce.number().int().min(1).max(100_000),
});

/** Takes a profile away. */
export const RemoveProfileInput = z.strictObject({ profileId: z.uuid() });

/** Sends a code to a number of one's own, to try a profile. */
export const TryCodeInput = z.strictObject({ profileId: z.uuid(), numberId: idInput("message") });

/** What somebody typed for a code. */
export const VerifyCodeInput = z.strictObject({
  codeId: z.uuid(),
  code: z
    .string()
    .trim()
    .regex(/^\d{4,6}$/),
});
