import type { PolledState, PollOutcome } from "#lib/infra/providers/driver";
import { reasonOf } from "#lib/infra/providers/turkeysms/codes";
import type { Reply } from "#lib/infra/providers/turkeysms/reply";

const AFTER_UNCLEAR_MS = 5_000;

// TS-1024 means "delivered" here and "accepted" in the answer to a send: the two tables never meet.
const STATE_OF_CODE: ReadonlyMap<string, PolledState> = new Map([
  ["TS-1024", "delivered"],
  ["TS-1022", "undelivered"],
  ["TS-1023", "pending"],
  ["TS-1064", "pending"],
] as const);

/** Both are said of a message that is unknown; the company documents neither. */
const UNKNOWN_MESSAGE = new Set(["TS-1052", "TS-1033"]);

/** What the reply to a status question means. */
export function readStatus(reply: Reply, to: string): PollOutcome {
  switch (reply.kind) {
    case "ok": {
      const code = typeof reply.fields.sms_status_code === "string" ? reply.fields.sms_status_code : "";
      const state = STATE_OF_CODE.get(code);
      if (state === undefined) return { kind: "deferred", retryAfterMs: AFTER_UNCLEAR_MS };
      const { operator } = reply.fields;
      const network = typeof operator === "string" ? { operator } : {};
      return { kind: "reports", reports: [{ to, state, providerCode: code, at: null, ...network }] };
    }
    case "code":
      return UNKNOWN_MESSAGE.has(reply.code)
        ? { kind: "not_found" }
        : { kind: "refused", reason: reasonOf(reply.code) };
    case "limited":
      return { kind: "deferred", retryAfterMs: reply.retryAfterMs };
    case "unclear":
    case "not_sent":
      return { kind: "deferred", retryAfterMs: AFTER_UNCLEAR_MS };
  }
}
