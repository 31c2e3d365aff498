import { type Answer, isObject } from "../answer.ts";
import type { IletimerkeziAccount } from "../companies/accounts.ts";
import type { Order } from "../companies/companies.ts";
import type { World } from "../world.ts";
import { Code, statusOnly, success } from "./answers.ts";
import { delivered, linesOf, messageStatus, sending, undelivered } from "./message-status.ts";
import { pageAsked } from "./paging.ts";
import { countOf, localTime, readLocalDay } from "./values.ts";

const ordersOnPage = 30;
const dayMs = 86_400_000;
const mostDays = 10;

type Counted = { status: number; total: number; delivered: number; undelivered: number; waiting: number };

function counted(world: World, account: IletimerkeziAccount, order: Order, now: number): Counted {
  const statuses = linesOf(world, order).map((line) => messageStatus(world, account, order, line, now));
  const of = (wanted: number): number => statuses.filter((status) => status === wanted).length;
  const waiting = of(sending);
  const status = order.cancelled_at !== null ? 115 : waiting > 0 ? 113 : 114;
  return { status, total: statuses.length, delivered: of(delivered), undelivered: of(undelivered), waiting };
}

function summary(
  account: IletimerkeziAccount,
  order: Order,
  { status, ...counters }: Counted,
): Record<string, unknown> {
  const times = { submitAt: localTime(order.submitted_at), sendAt: localTime(order.send_at), sender: order.sender };
  return { id: order.id, status, ...(account.counters ? counters : {}), ...times };
}

/** `POST /v1/get-report/json`. */
export function getReport(world: World, account: IletimerkeziAccount, wanted: unknown): Answer {
  const asked = isObject(wanted) ? wanted : {};
  const { start, rows } = pageAsked(asked);
  const order = world.companies.order(account.id, String(asked.id ?? ""));
  if (order === undefined) throw new Code(455);
  if (order.cancelled_at !== null && account.cancelled_report === "455") throw new Code(455);
  const now = Date.now();
  if (order.cancelled_at === null && order.send_at > now) throw new Code(456);
  const count = counted(world, account, order, now);
  const message = linesOf(world, order, start, rows).map((line) => ({
    number: line.to,
    status: count.status === 115 ? undelivered : messageStatus(world, account, order, line, now),
  }));
  const price = account.counters ? { price: order.price } : {};
  return success(account, { order: { ...summary(account, order, count), ...price, message } });
}

/** `POST /v1/get-reports/json`: orders by the day they were submitted, newest first. */
export function getReports(world: World, account: IletimerkeziAccount, wanted: unknown): Answer {
  const filter = isObject(wanted) ? wanted : {};
  const [start, end] = [readLocalDay(filter.start), readLocalDay(filter.end)];
  const page = countOf(filter.page, 1);
  if (start === null || end === null || end < start || end - start > mostDays * dayMs) throw new Code(458);
  if (page === null) throw new Code(400);
  if (page < 1) throw new Code(464);
  const fitting = world.companies.orders(account.id).filter(({ submitted_at: at }) => at >= start && at < end + dayMs);
  const onPage = fitting.slice((page - 1) * ordersOnPage, page * ordersOnPage);
  const now = Date.now();
  const orders = onPage.map((order) => summary(account, order, counted(world, account, order, now)));
  return success(account, { count: account.count_means === "page" ? orders.length : fitting.length, orders });
}

/** `POST /v1/get-inbox/json`, or `GET /v1/inbox/json` in the older reading; absent for most accounts. */
export function getInbox(world: World, account: IletimerkeziAccount, method: "post" | "get"): Answer {
  if (account.inbox !== method) return statusOnly(404);
  const message = world.companies
    .inbox(account.id)
    .map(({ id, from, to, text, at }) => ({ id, number: from, sender: to, text, receivedAt: localTime(at) }));
  return success(account, { inbox: { count: message.length, message } });
}
