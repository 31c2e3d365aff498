import type { Clock } from "#lib/infra/clock";
import type { Secret } from "#lib/infra/crypto/secret";
import type { Http } from "#lib/infra/http";
import { reasonOf } from "#lib/infra/providers/iletimerkezi/codes";
import { pairOf } from "#lib/infra/providers/iletimerkezi/credential";
import { type Reply, readReply } from "#lib/infra/providers/iletimerkezi/reply";
import type { ReadOutcome } from "#lib/infra/providers/outcome";
import type { ChangeOutcome } from "#lib/infra/providers/services";

const AFTER_UNCLEAR_MS = 5_000;

/** One call: the path between `/v1/` and `/json`, and what goes beside the credentials. */
export type Ask = (key: Secret, path: string, data?: Readonly<Record<string, unknown>>) => Promise<Reply>;

/** Opens the wire. Every call is a POST with the credentials in its body, so nothing secret is in an address. */
export function openWire(http: Http, apiUrl: string, clock: Clock): Ask {
  return async (key, path, data = {}) => {
    const request = { authentication: pairOf(key), ...data };
    const outcome = await http.send({
      method: "POST",
      url: `${apiUrl}/v1/${path}/json`,
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify({ request }),
    });
    return readReply(outcome, clock.now());
  };
}

/** What a reply means for something that is free to ask again. `parse` gives undefined for what it cannot read. */
export function asRead<T>(
  reply: Reply,
  latencyMs: number,
  parse: (response: Readonly<Record<string, unknown>>) => T | undefined,
): ReadOutcome<T> {
  const base = { httpStatus: reply.httpStatus, requestId: null, latencyMs };
  switch (reply.kind) {
    case "ok": {
      const value = parse(reply.response);
      return value === undefined
        ? { ...base, kind: "unavailable", detail: "unreadable", retryAfterMs: null }
        : { ...base, kind: "value", value };
    }
    case "code":
      return { ...base, kind: "refused", reason: reasonOf(reply.code), missingScope: null };
    case "limited":
      return { ...base, kind: "unavailable", detail: "http_429", retryAfterMs: reply.retryAfterMs };
    case "unclear":
    case "not_sent":
      return { ...base, kind: "unavailable", detail: reply.detail, retryAfterMs: null };
  }
}

/** What a reply means for a change that may be repeated. */
export function asChange(reply: Reply): ChangeOutcome {
  switch (reply.kind) {
    case "ok":
      return { kind: "done" };
    case "code":
      return { kind: "refused", reason: reasonOf(reply.code), providerCode: String(reply.code) };
    case "limited":
      return { kind: "later", detail: "http_429", retryAfterMs: reply.retryAfterMs };
    case "unclear":
    case "not_sent":
      return { kind: "later", detail: reply.detail, retryAfterMs: AFTER_UNCLEAR_MS };
  }
}

/** Asks and says how long it took. */
export async function timed<T>(ask: () => Promise<T>): Promise<{ readonly reply: T; readonly latencyMs: number }> {
  const startedAt = performance.now();
  const reply = await ask();
  return { reply, latencyMs: Math.round(performance.now() - startedAt) };
}
