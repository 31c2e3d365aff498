import { type Clock, systemClock } from "#lib/infra/clock";
import type { Http } from "#lib/infra/http";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { readBalance, readSenders } from "#lib/infra/providers/iletimerkezi/account";
import { openBlacklist } from "#lib/infra/providers/iletimerkezi/blacklist";
import { iletimerkeziCapabilities } from "#lib/infra/providers/iletimerkezi/capabilities";
import { openConsents } from "#lib/infra/providers/iletimerkezi/consents";
import { openInbox } from "#lib/infra/providers/iletimerkezi/inbox";
import { lookUp } from "#lib/infra/providers/iletimerkezi/lookup";
import { pollOrder } from "#lib/infra/providers/iletimerkezi/reports";
import { readOrder, writeOrder } from "#lib/infra/providers/iletimerkezi/send";
import { asChange, asRead, openWire, timed } from "#lib/infra/providers/iletimerkezi/wire";
import type { Orders } from "#lib/infra/providers/services";

/** What the driver needs besides the wire. */
export interface IletimerkeziOptions {
  readonly http: Http;
  /** Without `/v1` and without a trailing slash. */
  readonly apiUrl: string;
  readonly clock?: Clock;
}

/**
 * Speaks the iletiMerkezi API: orders of one text, reports by order, balance, senders, blocked numbers, consents, inbox.
 *
 * It retries nothing. A send without a clear answer is `unknown`; `lookup` finds its order afterwards.
 */
export function iletimerkeziDriver({ http, apiUrl, clock = systemClock }: IletimerkeziOptions): SmsDriver {
  const ask = openWire(http, apiUrl, clock);
  const orders: Orders = {
    async cancel(key, orderId) {
      const reply = await ask(key, "cancel-order", { order: { id: orderId } });
      return reply.kind === "code" && reply.code === 455 ? { kind: "too_late" } : asChange(reply);
    },
  };
  return {
    provider: "iletimerkezi",
    capabilities: iletimerkeziCapabilities,
    async submit(key, batch) {
      return readOrder(await ask(key, "send-sms", writeOrder(batch)), batch.messages.length);
    },
    poll: (key, question) => pollOrder(ask, key, question),
    async account(key) {
      const { reply, latencyMs } = await timed(() => ask(key, "get-balance"));
      return asRead(reply, latencyMs, readBalance);
    },
    async senders(key) {
      const { reply, latencyMs } = await timed(() => ask(key, "get-sender"));
      return asRead(reply, latencyMs, readSenders);
    },
    lookup: (key, lost) => lookUp(ask, key, lost),
    orders,
    blacklist: openBlacklist(ask, clock),
    consents: openConsents(ask),
    inbox: openInbox(ask),
  };
}
