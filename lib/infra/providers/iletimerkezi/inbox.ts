import { z } from "zod";
import { readNumber, readTime } from "#lib/infra/providers/iletimerkezi/values";
import { type Ask, asRead, timed } from "#lib/infra/providers/iletimerkezi/wire";
import { isObject } from "#lib/infra/providers/json-object";
import { providerBody, providerCode, providerText } from "#lib/infra/providers/provider-text";
import type { InboundMessage, Inbox } from "#lib/infra/providers/services";

const LONGEST_TEXT = 2_000;

const Message = z.object({
  id: z.union([z.string(), z.number()]).transform(providerCode),
  number: z.unknown(),
  sender: z.unknown(),
  text: z.string().max(LONGEST_TEXT).transform(providerBody),
  receivedAt: z.unknown(),
});

function readMessages(wire: Readonly<Record<string, unknown>>): InboundMessage[] | undefined {
  const list = isObject(wire.inbox) ? wire.inbox.message : undefined;
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((one: unknown) => {
    const read = Message.safeParse(one);
    const from = readNumber(read.data?.number);
    if (!read.success || from === null || read.data.id === "") return [];
    const { id, sender, text, receivedAt } = read.data;
    return [{ id, from, to: providerText(sender), text, at: readTime(receivedAt) }];
  });
}

/**
 * The inbox, which the company's index names and its later documents do not: an account whose endpoint says "no such
 * method" has none. The older reading by GET is not tried, because it would put the credentials into an address.
 */
export function openInbox(ask: Ask): Inbox {
  return {
    async read(key) {
      const { reply, latencyMs } = await timed(() => ask(key, "get-inbox"));
      if (reply.kind === "code" && reply.code === 404) {
        return { httpStatus: reply.httpStatus, requestId: null, latencyMs, kind: "value", value: null };
      }
      return asRead(reply, latencyMs, readMessages);
    },
  };
}
