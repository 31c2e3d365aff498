import { z } from "zod";
import type { BatchOutcome, OutgoingBatch } from "#lib/infra/providers/driver";
import { reasonOf } from "#lib/infra/providers/iletimerkezi/codes";
import type { Reply } from "#lib/infra/providers/iletimerkezi/reply";
import { Id, writeSchedule } from "#lib/infra/providers/iletimerkezi/values";

const AFTER_NOT_SENT_MS = 2_000;

const Accepted = z.object({ order: z.object({ id: Id }) });

/**
 * Writes an order: one text, many numbers. `receipents` is how the company spells it, and it stands under `message`.
 *
 * @throws Error when the batch holds more than one text; grouping is the caller's work.
 */
export function writeOrder({
  messages,
  sender,
  isCommercial,
  audience,
  sendAt,
}: OutgoingBatch): Record<string, unknown> {
  const text = messages[0]?.body ?? "";
  if (messages.some(({ body }) => body !== text)) throw new Error("an order holds one text");
  return {
    order: {
      sender,
      ...(sendAt === null ? {} : { sendDateTime: writeSchedule(sendAt) }),
      iys: isCommercial ? "1" : "0",
      ...(isCommercial ? { iysList: audience === "merchant" ? "TACIR" : "BIREYSEL" } : {}),
      message: { text, receipents: { number: messages.map(({ to }) => to) } },
    },
  };
}

/** What the reply to an order of `count` messages means. One id stands for all of them. */
export function readOrder(reply: Reply, count: number): BatchOutcome {
  const trace = { httpStatus: reply.httpStatus, requestId: reply.requestId };
  switch (reply.kind) {
    case "ok": {
      const read = Accepted.safeParse(reply.response);
      if (!read.success) return { ...trace, kind: "unknown", detail: "no_order_id" };
      const accepted = { kind: "accepted" as const, providerId: read.data.order.id, providerCode: "200" };
      return { ...trace, kind: "settled", outcomes: Array.from({ length: count }, () => accepted) };
    }
    case "code":
      return { ...trace, kind: "refused", reason: reasonOf(reply.code), providerCode: String(reply.code) };
    case "limited":
      return { ...trace, kind: "deferred", retryAfterMs: reply.retryAfterMs, providerCode: "429" };
    case "not_sent":
      return { ...trace, kind: "deferred", retryAfterMs: AFTER_NOT_SENT_MS, providerCode: reply.detail };
    case "unclear":
      return { ...trace, kind: "unknown", detail: reply.detail };
  }
}
