import type { MessageOutcome, OutgoingBatch, OutgoingMessage } from "#lib/infra/providers/driver";
import { itemRefusal } from "#lib/infra/providers/iletiniz/refusals";
import { isObject, readObject } from "#lib/infra/providers/json-object";

const JOB_ID = /^[\w-]{1,128}$/;
const TAKEN = new Set(["sent", "queued", "delivered"]);
const FAILED = new Set(["failed", "rejected", "expired"]);

type Item = Readonly<Record<string, unknown>>;

/** What of a batch goes over this wire. */
type Written = Pick<OutgoingBatch, "sender" | "providerCode" | "isCommercial" | "template" | "fallback"> & {
  readonly messages: readonly Pick<OutgoingMessage, "to" | "body" | "variables">[];
};

type Envelope = Omit<Written, "messages">;

/** What holds for every message of a call. The documentation of sending knows neither `iys` nor `fallback`, the clients do. */
function envelope({ sender, providerCode, isCommercial, template, fallback = [] }: Envelope): object {
  return {
    ...(sender === "" ? {} : { sender }),
    ...(providerCode === "" ? {} : { provider: providerCode }),
    ...(template === undefined ? {} : { template }),
    iys: isCommercial,
    ...(fallback.length === 0 ? {} : { fallback }),
  };
}

/** One message of a call: with a template its values take the place of the text. */
function itemOf({ to, body, variables }: Written["messages"][number], template: string | undefined): object {
  if (template === undefined) return { to, body };
  return variables === undefined ? { to } : { to, variables };
}

/** Writes the body of a batch call. An empty sender or provider is left out: the remote then chooses. */
export function writeBatch({ messages, ...common }: Written): string {
  return JSON.stringify({ items: messages.map((one) => itemOf(one, common.template)), ...envelope(common) });
}

/** Writes the body of a call for one message. */
export function writeSingle(message: Written["messages"][number], common: Envelope): string {
  return JSON.stringify({ ...itemOf(message, common.template), ...envelope(common) });
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

/**
 * Reads the answer of a call for one message, which may fail inside a success.
 *
 * @returns null when the body is not such an answer at all.
 */
export function readSingle(body: string, { to }: Pick<OutgoingMessage, "to">): MessageOutcome[] | null {
  const item = readObject(body);
  if (item === null || item.status === undefined) return null;
  return [isSameNumber(item.to, to) ? outcomeOf(item) : { kind: "unknown", detail: "not_in_answer" }];
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
