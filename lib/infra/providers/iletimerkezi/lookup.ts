import { z } from "zod";
import type { Secret } from "#lib/infra/crypto/secret";
import type { LookupOutcome, LostSend } from "#lib/infra/providers/driver";
import { readOrderReport } from "#lib/infra/providers/iletimerkezi/reports";
import { Figure, Id, readTime, writeDay } from "#lib/infra/providers/iletimerkezi/values";
import type { Ask } from "#lib/infra/providers/iletimerkezi/wire";

const BEFORE_MS = 2 * 60_000;
const AFTER_MS = 5 * 60_000;
/** A day of a busy account at thirty orders a page. */
const MOST_PAGES = 200;
const DAY_MS = 86_400_000;
/** The company answers no longer range than ten days, and does not say whether it counts the last one. */
const WINDOW_MS = 9 * DAY_MS;

const Order = z.object({
  id: Id,
  total: Figure.optional(),
  submitAt: z.string(),
  sender: z.string(),
});
const Orders = z.object({ orders: z.array(Order) });
type Order = z.infer<typeof Order>;

/** Adds every order of the given days. `count` is not believed: pages are read until one is empty or repeats. */
async function addOrders(ask: Ask, key: Secret, filter: object, found: Map<string, Order>): Promise<boolean> {
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const reply = await ask(key, "get-reports", { filter: { ...filter, page } });
    const read = reply.kind === "ok" ? Orders.safeParse(reply.response) : null;
    if (read === null || !read.success) return false;
    const known = found.size;
    for (const order of read.data.orders) found.set(order.id, order);
    if (found.size === known) return true;
  }
  return false;
}

/** Every order between two times, window by window; null when one of them could not be read to its end. */
async function ordersBetween(ask: Ask, key: Secret, from: number, until: number): Promise<Order[] | null> {
  const found = new Map<string, Order>();
  const day = (at: number): string => writeDay(new Date(at));
  for (let start = from; day(start) <= day(until); start += WINDOW_MS + DAY_MS) {
    const filter = { start: day(start), end: day(Math.min(start + WINDOW_MS, until)) };
    if (!(await addOrders(ask, key, filter, found))) return null;
  }
  return [...found.values()];
}

function mayBe(order: Order, lost: LostSend): boolean {
  const at = readTime(order.submitAt)?.getTime() ?? Number.NaN;
  const started = lost.startedAt.getTime();
  return (
    order.sender === lost.sender &&
    !lost.linked.has(order.id) &&
    at >= started - BEFORE_MS &&
    at <= started + AFTER_MS &&
    (order.total === undefined || (order.total >= 1 && order.total <= lost.numbers.length))
  );
}

/**
 * Looks for the order of a send whose answer was lost: same sender, submitted about then, and nobody in it that we did not
 * write to. Blocked numbers may be missing from it. One match is the order; a look that fails says nothing.
 */
export async function lookUp(ask: Ask, key: Secret, lost: LostSend): Promise<LookupOutcome> {
  const started = lost.startedAt.getTime();
  // Whether the list goes by the day an order was placed or by the day it is sent is not documented.
  const until = Math.max(started, lost.sendAt?.getTime() ?? started) + AFTER_MS;
  const orders = await ordersBetween(ask, key, started - BEFORE_MS, until);
  if (orders === null) return { kind: "unavailable", detail: "get-reports" };
  const ours = new Set(lost.numbers);
  const matches: string[] = [];
  for (const order of orders.filter((one) => mayBe(one, lost))) {
    const report = await readOrderReport(ask, key, order.id);
    // An order that waits for its time cannot be read yet: a send for at once is not one, any other may be.
    const isWaiting = "kind" in report && report.kind === "code" && report.code === 456;
    if (isWaiting && lost.sendAt === null) continue;
    if ("kind" in report) return { kind: "unavailable", detail: "get-report" };
    if (report.messages.length > 0 && report.messages.every(({ to }) => ours.has(to))) matches.push(order.id);
  }
  const [first, second] = matches;
  if (first === undefined) return { kind: "none" };
  return second === undefined ? { kind: "found", providerId: first } : { kind: "several" };
}
