import { createHash } from "node:crypto";
import type { Answer } from "../answer.ts";
import { credentialMark, type IletimerkeziAccount } from "../companies/accounts.ts";
import type { Order } from "../companies/companies.ts";
import type { Incoming } from "../companies/serve.ts";
import type { Intake } from "../ledger.ts";
import { countParts } from "../segments.ts";
import type { World } from "../world.ts";
import { Code, statusOnly, success } from "./answers.ts";
import { type OrderForm, readOrder } from "./order-form.ts";
import { announce } from "./reports-push.ts";

function signature(account: IletimerkeziAccount, form: OrderForm): string {
  return createHash("sha256")
    .update(JSON.stringify([account.id, form]))
    .digest("hex");
}

/** The code a switch refuses an order with, if one names somebody in it. */
function switchedCode(world: World, incoming: Incoming, form: OrderForm): number | null {
  for (const number of form.groups.flatMap(({ numbers }) => numbers)) {
    const code = world.faults.refusal(incoming.seen, number);
    if (code !== null) return Number(code);
  }
  return null;
}

function intakes(account: IletimerkeziAccount, world: World, form: OrderForm): Intake[] {
  return form.groups.flatMap(({ text, numbers }) =>
    numbers
      .filter((number) => !world.companies.isBlocked(account.id, number))
      .map((number) => ({
        api: "iletimerkezi" as const,
        workspace: account.id,
        key: credentialMark(account.key),
        to: number,
        toAsSent: number,
        body: text,
        template: null,
        sender: form.sender,
        provider: "iletimerkezi",
        iys: form.list !== null,
        call: "bulk" as const,
        refused: null,
      })),
  );
}

function take(world: World, account: IletimerkeziAccount, form: OrderForm, requestId: string, now: number): Order {
  const rows = intakes(account, world, form);
  const cost = rows.reduce((sum, row) => sum + countParts(row.body).parts, 0) * account.price;
  if (account.balance.amount < cost) throw new Code(402);
  const first = world.ledger.length + 1;
  if (rows.length > 0) world.ledger.append(rows, now, requestId);
  const amount = Math.round((account.balance.amount - cost) * 10_000) / 10_000;
  world.companies.put({ ...account, balance: { ...account.balance, amount } });
  const { schedule } = form;
  return world.companies.addOrder({
    account: account.id,
    sender: form.sender,
    iys: form.list !== null,
    iys_list: form.list,
    first,
    last: first + rows.length - 1,
    submitted_at: now,
    send_at: schedule.kind === "at" ? Math.max(schedule.at, now) : now,
    cancelled_at: null,
    price: cost,
  });
}

/** `POST /v1/send-sms/json`: checks the order, writes it down, answers its id. */
export async function sendSms(
  world: World,
  account: IletimerkeziAccount,
  request: Record<string, unknown>,
  incoming: Incoming,
): Promise<Answer> {
  const form = readOrder(account, request.order);
  const switched = switchedCode(world, incoming, form);
  if (switched !== null) return statusOnly(switched);
  const now = Date.now();
  const mark = signature(account, form);
  if (account.duplicate_guard && world.flow.isRepeated(mark, now)) throw new Code(451);
  const count = form.groups.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const isLimited = account.rate !== "off" && form.schedule.kind === "now";
  if (isLimited && account.rate !== "off" && !world.flow.book(account.id, count, account.rate, now))
    throw new Code(429);
  const order = take(world, account, form, incoming.requestId, now);
  world.flow.remember(mark, now);
  await announce(world, account, order);
  return success(account, { order: { id: order.id } });
}

/** `POST /v1/cancel-order/json`: a future order that has not begun, once. */
export function cancelOrder(world: World, account: IletimerkeziAccount, id: unknown): Answer {
  const order = world.companies.order(account.id, String(id ?? ""));
  if (order === undefined || order.cancelled_at !== null || order.send_at <= Date.now()) throw new Code(455);
  world.companies.putOrder({ ...order, cancelled_at: Date.now() });
  return success(account);
}
