import type { IletimerkeziAccount } from "../companies/accounts.ts";
import type { Order } from "../companies/companies.ts";
import type { LedgerLine } from "../ledger.ts";
import { journey } from "../outcomes.ts";
import type { World } from "../world.ts";
import { delivered, linesOf, messageStatus } from "./message-status.ts";

const firstReport = 1_599_000_000;
const takenMs = 500;

type Status = "accepted" | "delivered" | "undelivered";

function report(line: LedgerLine, packet: number, status: Status): unknown {
  return { report: { id: firstReport + line.seq, packet_id: packet, status, to: line.to, body: line.body } };
}

/** Unscaled time from the send until the message ends; null for one that never does. */
function endsAfterMs(account: IletimerkeziAccount, line: LedgerLine): number | null {
  const { endedAt, status } = journey(line.to, 0, Number.MAX_SAFE_INTEGER, 1, false, account.endings);
  return status === "unknown" ? null : endedAt;
}

/** Sets out the webhooks of an order, in the manner its account is switched to. */
export async function announce(world: World, account: IletimerkeziAccount, order: Order): Promise<void> {
  const { webhook } = account;
  if (webhook === null) return;
  const waitMs = (order.send_at - Date.now()) * world.timeScale;
  for (const line of linesOf(world, order)) {
    const send = (status: Status, afterMs: number): void => {
      for (let copies = webhook.duplicates ? 2 : 1; copies > 0; copies -= 1) {
        world.webhooks.later(webhook.url, report(line, order.id, status), Math.max(0, waitMs) + afterMs);
      }
      if (webhook.foreign) world.webhooks.later(webhook.url, report(line, order.id + 900_000_000, status), afterMs);
    };
    const ends = endsAfterMs(account, line);
    const isEarly = webhook.before_answer && order.send_at <= Date.now();
    if (isEarly) await world.webhooks.now(webhook.url, report(line, order.id, "accepted"));
    else send("accepted", webhook.reversed ? (ends ?? 0) + takenMs : takenMs);
    if (ends === null) continue;
    const status = messageStatus(world, account, { ...order, send_at: 0 }, line, Number.MAX_SAFE_INTEGER);
    send(status === delivered ? "delivered" : "undelivered", ends);
  }
}
