import { z } from "zod";
import type { Secret } from "#lib/infra/crypto/secret";
import type { DeliveryReport, PolledState, PollOutcome, PollQuestion } from "#lib/infra/providers/driver";
import { reasonOf } from "#lib/infra/providers/iletimerkezi/codes";
import type { Reply } from "#lib/infra/providers/iletimerkezi/reply";
import { Figure, readNumber } from "#lib/infra/providers/iletimerkezi/values";
import type { Ask } from "#lib/infra/providers/iletimerkezi/wire";

const AFTER_UNCLEAR_MS = 5_000;
const ROWS = 1_000;
/** Pages of the largest order the company takes. */
const MOST_PAGES = 51;

const FINISHED = 114;
const NOT_SENT = 115;

const Report = z.object({
  order: z.object({
    status: Figure,
    total: Figure.optional(),
    message: z.array(z.object({ number: z.union([z.string(), z.number()]), status: Figure })).default([]),
  }),
});

const STATE_OF_STATUS: ReadonlyMap<number, PolledState> = new Map([
  [110, "pending"],
  [111, "delivered"],
  [112, "undelivered"],
] as const);

/** A whole report of an order, all of its pages. */
export interface OrderReport {
  readonly status: number;
  readonly messages: readonly { readonly to: string; readonly status: number }[];
}

/** Reads an order's report to its last page, or gives the reply that stopped it. */
export async function readOrderReport(
  ask: Ask,
  key: Secret,
  id: string,
): Promise<OrderReport | Exclude<Reply, { kind: "ok" }>> {
  const messages: { to: string; status: number }[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const reply = await ask(key, "get-report", { order: { id, page, rowCount: ROWS } });
    if (reply.kind !== "ok") return reply;
    const read = Report.safeParse(reply.response);
    if (!read.success) return { httpStatus: reply.httpStatus, requestId: null, kind: "unclear", detail: "unreadable" };
    const { status, total, message } = read.data.order;
    for (const row of message) {
      const to = readNumber(row.number);
      if (to !== null) messages.push({ to, status: row.status });
    }
    const isLast = message.length < ROWS || (total !== undefined && page * ROWS >= total);
    if (isLast) return { status, messages };
  }
  return { httpStatus: null, requestId: null, kind: "unclear", detail: "too_many_pages" };
}

/** How sure a state is; of several rows for one number the surest counts. */
const CERTAINTY: Record<PolledState, number> = { pending: 0, rejected: 1, expired: 2, undelivered: 3, delivered: 4 };

function reportOf(to: string, order: OrderReport, statuses: ReadonlyMap<string, readonly number[]>): DeliveryReport {
  if (order.status === NOT_SENT) return { to, state: "rejected", providerCode: String(NOT_SENT), at: null };
  const found = statuses.get(to);
  if (found === undefined) {
    // Blocked numbers are left out of an order without a word; only a finished order shows that nothing will come.
    const state = order.status === FINISHED ? "rejected" : "pending";
    return { to, state, providerCode: "not_listed", at: null };
  }
  const states = found.map((status) => ({ status, state: STATE_OF_STATUS.get(status) ?? "pending" }));
  const best = states.reduce((one, other) => (CERTAINTY[other.state] > CERTAINTY[one.state] ? other : one));
  return { to, state: best.state, providerCode: String(best.status), at: null };
}

/** Asks for everybody of one order. The company gives no time of delivery. */
export async function pollOrder(ask: Ask, key: Secret, { providerId, numbers }: PollQuestion): Promise<PollOutcome> {
  const report = await readOrderReport(ask, key, providerId);
  if (!("kind" in report)) {
    const statuses = new Map<string, number[]>();
    for (const { to, status } of report.messages) statuses.set(to, [...(statuses.get(to) ?? []), status]);
    return { kind: "reports", reports: numbers.map((to) => reportOf(to, report, statuses)) };
  }
  if (report.kind === "limited") return { kind: "deferred", retryAfterMs: report.retryAfterMs };
  if (report.kind !== "code") return { kind: "deferred", retryAfterMs: AFTER_UNCLEAR_MS };
  if (report.code === 455) return { kind: "not_found" };
  if (report.code === 456) {
    return {
      kind: "reports",
      reports: numbers.map((to) => ({ to, state: "pending", providerCode: "456", at: null, isWaiting: true })),
    };
  }
  return { kind: "refused", reason: reasonOf(report.code) };
}
