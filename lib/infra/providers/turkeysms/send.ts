import { z } from "zod";
import type { BatchOutcome, OutgoingBatch } from "#lib/infra/providers/driver";
import { reasonOf } from "#lib/infra/providers/turkeysms/codes";
import type { Reply } from "#lib/infra/providers/turkeysms/reply";
import { Figure, LANGUAGE_OF_ENCODING, MessageId, writeNumber } from "#lib/infra/providers/turkeysms/values";

const AFTER_NOT_SENT_MS = 2_000;
const ACCEPTED = "TS-1024";
const TRANSACTIONAL = 0;
const ADVERTISING = 2;

const Taken = z.object({ sms_id: MessageId.optional(), number_of_sms: Figure.optional() });

/**
 * Writes the fields of a send.
 *
 * @throws Error for anything but one message.
 */
export function writeMessage({ messages, sender, isCommercial }: OutgoingBatch): Record<string, unknown> {
  const [message] = messages;
  if (message === undefined || messages.length > 1) throw new Error("a call carries one message");
  return {
    title: sender,
    text: message.body,
    sentto: writeNumber(message.to),
    sms_lang: LANGUAGE_OF_ENCODING[message.encoding],
    content_type: isCommercial ? ADVERTISING : TRANSACTIONAL,
  };
}

/**
 * What the reply to a send means. Taken without an id is taken all the same, only that nobody can ask about it. A "yes" with
 * another code than that of a send is no clear answer.
 */
export function readSend(reply: Reply): BatchOutcome {
  const trace = { httpStatus: reply.httpStatus, requestId: reply.requestId };
  switch (reply.kind) {
    case "ok": {
      const read = Taken.safeParse(reply.fields);
      if (!read.success || (reply.code !== ACCEPTED && reply.code !== "")) {
        return { ...trace, kind: "unknown", detail: read.success ? "contradiction" : "unreadable" };
      }
      const { sms_id: id, number_of_sms: parts } = read.data;
      const accepted = { kind: "accepted" as const, providerId: id ?? null, providerCode: ACCEPTED };
      return { ...trace, kind: "settled", outcomes: [parts === undefined ? accepted : { ...accepted, parts }] };
    }
    case "code":
      return { ...trace, kind: "refused", reason: reasonOf(reply.code), providerCode: reply.code };
    case "limited":
      return { ...trace, kind: "deferred", retryAfterMs: reply.retryAfterMs, providerCode: "TS-1060" };
    case "not_sent":
      return { ...trace, kind: "deferred", retryAfterMs: AFTER_NOT_SENT_MS, providerCode: reply.detail };
    case "unclear":
      return { ...trace, kind: "unknown", detail: reply.detail };
  }
}
