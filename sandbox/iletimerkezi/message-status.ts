import type { IletimerkeziAccount } from "../companies/accounts.ts";
import type { Order } from "../companies/companies.ts";
import type { LedgerLine } from "../ledger.ts";
import { journey } from "../outcomes.ts";
import { lastTwoDigits } from "../recipients.ts";
import type { World } from "../world.ts";

export const sending = 110;
export const delivered = 111;
export const undelivered = 112;

/** Whether İYS holds a commercial message back: a refusal does, and where consent is needed its absence too. */
function isHeldBack(world: World, account: IletimerkeziAccount, order: Order, to: string): boolean {
  if (!order.iys) return false;
  const record = world.companies.consents(account.id, to).find(({ type }) => type === "MESAJ");
  if (record?.status === "RET" || (account.endings && lastTwoDigits(to) === 92)) return true;
  return account.needs_consent && record?.status !== "ONAY";
}

/** Where one message of an order stands at `now`. */
export function messageStatus(
  world: World,
  account: IletimerkeziAccount,
  order: Order,
  line: LedgerLine,
  now: number,
): number {
  if (now < order.send_at) return sending;
  const { status, endedAt } = journey(line.to, order.send_at, now, world.timeScale, false, account.endings);
  if (endedAt === null || status === "unknown") return sending;
  return status === "delivered" && !isHeldBack(world, account, order, line.to) ? delivered : undelivered;
}

/** The messages of an order, in the order they were given. */
export function linesOf(world: World, order: Order, from = 0, count = Number.POSITIVE_INFINITY): LedgerLine[] {
  const lines: LedgerLine[] = [];
  for (let seq = order.first + from; seq <= order.last && lines.length < count; seq += 1) {
    const line = world.ledger.read(seq);
    if (line !== null) lines.push(line);
  }
  return lines;
}
