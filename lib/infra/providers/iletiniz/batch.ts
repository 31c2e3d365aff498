import type { MessageOutcome, OutgoingBatch, OutgoingMessage } from "#lib/infra/providers/driver";
import { itemRefusal } from "#lib/infra/providers/iletiniz/refusals";
import { isObject, readObject } from "#lib/infra/providers/json-object";

const JOB_ID = /^[\w-]{1,128}$/;
const TAKEN = new Set(["sent", "queued", "delivered"]);
const FAILED = new Set(["failed", "rejected", "expired"]);

type Item = Readonly<Record<string, unknown>>;

/** What of a batch goes over this wire. */
type Written = Pick<OutgoingBatch, "sender" | "providerCode" | "isCommercial"> & {
  readonly messages: readonly Pick<OutgoingMessage, "to" | "body">[];
};

/** Writes the body of a batch call. An empty sender or provider is left out: the remote then chooses. */
export function writeBatch({ messages, sender, providerCode, isCommercial }: Written): string {
  return JSON.stringify({
    items: messages.map(({ to, body }) => ({ to, body })),
    ...(sender === "" ? {} : { sender }),
    ...(providerCode === "" ? {} : { provider: providerCode }),
    iys: isCommercial,
  });
}

/** The last ten digits: the same number written `+90…`, `90…`, `0…` or bare. */
function subscriber(text: string): string {
  return text.replace(/\D/g, "").slice(-10);
}

function isSameNumber(to: unknown, asked: string): boolean {
  if (to === asked) return true;
  return (
    typeof to === "string" && to.length <= 64 && subscriber(to).length === 10 && subscriber(to) === subscriber(asked)
  );
}

function outcomeOf(item: Item): MessageOutcome {
  const { status } = item;
  if (typeof status === "string" && FAILED.has(status)) return itemRefusal(item.error);
  if (typeof status !== "string" || !TAKEN.has(status)) return { kind: "unknown", detail: "unreadable_item" };
  if (typeof item.job_id !== "string" || !JOB_ID.test(item.job_id)) return { kind: "unknown", detail: "no_message_id" };
  return { kind: "accepted", providerId: item.job_id, providerCode: status };
}

/** Items by number, for answers whose order is not ours; null stands for a number that appears more than once. */
function bySubscriber(items: readonly Item[]): Map<string, Item | null> {
  const found = new Map<string, Item | null>();
  for (const item of items) {
    const key = typeof item.to === "string" ? subscriber(item.to) : "";
    found.set(key, found.has(key) ? null : item);
  }
  return found;
}

function countOf(messages: readonly Pick<OutgoingMessage, "to">[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { to } of messages) counts.set(subscriber(to), (counts.get(subscriber(to)) ?? 0) + 1);
  return counts;
}

/**
 * Reads the answer of a batch call: one outcome per message, in the order they were given.
 *
 * Items pair by index when the number there is ours, else by a number that stands once on both sides. A message without
 * such an item is `unknown`: something was answered, but not about it.
 *
 * @returns null when the body is not the answer of a batch at all.
 */
export function readBatch(body: string, messages: readonly Pick<OutgoingMessage, "to">[]): MessageOutcome[] | null {
  const results = readObject(body)?.results;
  if (!Array.isArray(results)) return null;
  const items: Item[] = results.map((item: unknown) => (isObject(item) ? item : {}));
  const isInOrder =
    items.length === messages.length && messages.every(({ to }, index) => isSameNumber(items[index]?.to, to));
  if (isInOrder) return items.map(outcomeOf);

  const found = bySubscriber(items);
  const asked = countOf(messages);
  return messages.map(({ to }, index) => {
    const here = items[index];
    if (here !== undefined && isSameNumber(here.to, to)) return outcomeOf(here);
    const item = asked.get(subscriber(to)) === 1 ? found.get(subscriber(to)) : undefined;
    return item === undefined || item === null ? { kind: "unknown", detail: "not_in_answer" } : outcomeOf(item);
  });
}
