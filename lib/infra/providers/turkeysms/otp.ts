import { z } from "zod";
import { Secret } from "#lib/infra/crypto/secret";
import type { OneTimeCode, OtpOutcome } from "#lib/infra/providers/services";
import { reasonOf } from "#lib/infra/providers/turkeysms/codes";
import type { Reply } from "#lib/infra/providers/turkeysms/reply";
import { Figure, MessageId, writeNumber } from "#lib/infra/providers/turkeysms/values";

const AFTER_NOT_SENT_MS = 2_000;
const LANGUAGE = { en: 0, tr: 1, ar: 2 } as const;

const Sent = z.object({
  otp_code: z.union([z.string().regex(/^\d{4,6}$/), z.number().int().nonnegative().transform(String)]),
  sms_id: MessageId.optional(),
  number_of_sms: Figure.optional(),
});

/** Where a code is asked for and with which fields. By POST, because the other way puts the key into the address. */
export function writeCode({ to, digits, language, sender, text }: OneTimeCode): {
  path: string;
  fields: Record<string, unknown>;
} {
  const fields = { title: sender, mobile: writeNumber(to), digits, lang: LANGUAGE[language] };
  if (text === null) return { path: "otp_post/add-content", fields };
  return { path: "otp_post_detailed/add-content", fields: { ...fields, sms_text: text.replaceAll("\n", "TS-L") } };
}

/** What the reply means. The code leaves here as a secret; a number in its place may have lost leading zeros. */
export function readCode(reply: Reply, digits: number): OtpOutcome {
  switch (reply.kind) {
    case "ok": {
      const read = Sent.safeParse(reply.fields);
      if (!read.success) return { kind: "unknown", detail: "unreadable" };
      const { otp_code: code, sms_id: id, number_of_sms: parts } = read.data;
      return {
        kind: "sent",
        code: new Secret(code.padStart(digits, "0")),
        providerId: id ?? null,
        parts: parts ?? null,
      };
    }
    case "code":
      return { kind: "refused", reason: reasonOf(reply.code), providerCode: reply.code };
    case "limited":
      return { kind: "deferred", retryAfterMs: reply.retryAfterMs, providerCode: "TS-1060" };
    case "not_sent":
      return { kind: "deferred", retryAfterMs: AFTER_NOT_SENT_MS, providerCode: reply.detail };
    case "unclear":
      return { kind: "unknown", detail: reply.detail };
  }
}
