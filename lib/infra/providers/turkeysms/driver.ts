import { type Clock, systemClock } from "#lib/infra/clock";
import type { Http } from "#lib/infra/http";
import type { SmsDriver } from "#lib/infra/providers/driver";
import type { ReadOutcome } from "#lib/infra/providers/outcome";
import { accountOf, readBalance, readSenders } from "#lib/infra/providers/turkeysms/account";
import { turkeysmsCapabilities } from "#lib/infra/providers/turkeysms/capabilities";
import { reasonOf } from "#lib/infra/providers/turkeysms/codes";
import { readCode, writeCode } from "#lib/infra/providers/turkeysms/otp";
import type { Fields, Reply } from "#lib/infra/providers/turkeysms/reply";
import { readSend, writeMessage } from "#lib/infra/providers/turkeysms/send";
import { readStatus } from "#lib/infra/providers/turkeysms/status";
import { openWire } from "#lib/infra/providers/turkeysms/wire";

/** What the driver needs besides the wire. */
export interface TurkeysmsOptions {
  readonly http: Http;
  /** Without `/api` and without a trailing slash. */
  readonly apiUrl: string;
  readonly clock?: Clock;
}

/** What a reply means for something that is free to ask again. */
function asRead<T>(reply: Reply, latencyMs: number, parse: (fields: Fields) => T): ReadOutcome<T> {
  const base = { httpStatus: reply.httpStatus, requestId: null, latencyMs };
  switch (reply.kind) {
    case "ok":
      return { ...base, kind: "value", value: parse(reply.fields) };
    case "code":
      return { ...base, kind: "refused", reason: reasonOf(reply.code), missingScope: null };
    case "limited":
      return { ...base, kind: "unavailable", detail: "TS-1060", retryAfterMs: reply.retryAfterMs };
    case "unclear":
    case "not_sent":
      return { ...base, kind: "unavailable", detail: reply.detail, retryAfterMs: null };
  }
}

/**
 * Speaks TurkeySMS V3: one message a call, status by id, balance, one-time codes.
 *
 * It retries nothing, and a lost answer stays `unknown`: the id in the answer is the only handle there is.
 */
export function turkeysmsDriver({ http, apiUrl, clock = systemClock }: TurkeysmsOptions): SmsDriver {
  const wire = openWire(http, apiUrl, clock);
  const since = (startedAt: number) => Math.round(performance.now() - startedAt);
  return {
    provider: "turkeysms",
    capabilities: turkeysmsCapabilities,
    async submit(key, batch) {
      return readSend(await wire.post(key, "gonder/add-content", writeMessage(batch)));
    },
    async poll(key, { providerId, numbers }) {
      return readStatus(await wire.status(key, providerId), numbers[0] ?? "");
    },
    async account(key) {
      const startedAt = performance.now();
      const login = await wire.post(key, "authenticate/login");
      if (login.kind !== "ok") return asRead(login, since(startedAt), (fields) => accountOf(fields, null));
      const latencyMs = since(startedAt);
      const balance = await wire.post(key, "bakiye_sorgulama/add-content");
      // A key that may not read the balance is a good key all the same.
      const left = balance.kind === "ok" ? readBalance(balance.fields) : null;
      return asRead(login, latencyMs, (fields) => accountOf(fields, left));
    },
    async senders(key) {
      const startedAt = performance.now();
      return asRead(await wire.post(key, "senderid_sorgulama/add-content"), since(startedAt), readSenders);
    },
    otp: {
      async send(key, code) {
        const { path, fields } = writeCode(code);
        return readCode(await wire.post(key, path, fields), code.digits);
      },
    },
  };
}
