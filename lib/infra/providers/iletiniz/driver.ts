import { type Clock, systemClock } from "#lib/infra/clock";
import type { Secret } from "#lib/infra/crypto/secret";
import type { Http } from "#lib/infra/http";
import type { HttpAnswer, HttpOutcome } from "#lib/infra/http-outcome";
import type { BatchOutcome, MessageOutcome, PolledState, PollOutcome, SmsDriver } from "#lib/infra/providers/driver";
import { readAccount, readSenders } from "#lib/infra/providers/iletiniz/account";
import { readBatch, readSingle, writeBatch, writeSingle } from "#lib/infra/providers/iletiniz/batch";
import { iletinizCapabilities } from "#lib/infra/providers/iletiniz/capabilities";
import { answerCode, errorCode, missingScope, refusalReason, traceOf } from "#lib/infra/providers/iletiniz/refusals";
import { readObject } from "#lib/infra/providers/json-object";
import type { CallTrace, ReadOutcome } from "#lib/infra/providers/outcome";
import { retryAfterMs } from "#lib/infra/providers/retry-after";

/** Waits where the other side names none. */
const AFTER_NOT_SENT_MS = 2_000;
const AFTER_LIMIT_MS = 2_000;
const AFTER_FAILED_POLL_MS = 5_000;

const NO_ANSWER: CallTrace = { httpStatus: null, requestId: null };

const STATE_OF_STATUS: ReadonlyMap<string, PolledState> = new Map(
  Object.entries({
    queued: "pending",
    sent: "pending",
    unknown: "pending",
    delivered: "delivered",
    failed: "undelivered",
    expired: "expired",
    rejected: "rejected",
  } satisfies Record<string, PolledState>),
);

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

/** A refusal that says "not now" rather than "no": the rate limit, unless it is the plan gate in its clothes. */
function isRateLimit(answer: HttpAnswer): boolean {
  const reason = refusalReason(answer);
  return answer.status === 429 && reason !== "quota_exceeded" && reason !== "no_active_plan";
}

/** Whether the answer leaves open that the work was done: only a 4xx other than a timeout says it was not. */
function isAmbiguous({ status }: HttpAnswer): boolean {
  return status === 408 || status < 400 || status >= 500;
}

function instantOf(value: unknown): Date | null {
  const time = typeof value === "string" && value.length <= 40 ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time);
}

/** What the driver needs besides the wire. */
export interface IletinizOptions {
  readonly http: Http;
  /** Without a trailing slash. */
  readonly apiUrl: string;
  /** Whether addresses of this machine may be shown as links. */
  readonly allowsLoopback: boolean;
  readonly clock?: Clock;
}

/** Reads a success; null for a body that is no answer to the call. */
type ReadTaken = (body: string) => readonly MessageOutcome[] | null;

/** What an answer, or the lack of one, means for a batch. `now` turns a date in Retry-After into a wait. */
function batchOutcome(answer: HttpOutcome, readTaken: ReadTaken, now: Date): BatchOutcome {
  if (answer.kind === "not_sent") {
    return { ...NO_ANSWER, kind: "deferred", retryAfterMs: AFTER_NOT_SENT_MS, providerCode: answer.cause };
  }
  if (answer.kind === "lost") {
    return { httpStatus: answer.status, requestId: null, kind: "unknown", detail: answer.cause };
  }
  const trace = traceOf(answer);
  if (isSuccess(answer)) {
    const outcomes = readTaken(answer.body);
    return outcomes === null
      ? { ...trace, kind: "unknown", detail: "unreadable" }
      : { ...trace, kind: "settled", outcomes };
  }
  const code = answerCode(answer);
  if (isAmbiguous(answer)) return { ...trace, kind: "unknown", detail: code };
  if (isRateLimit(answer)) {
    const wait = retryAfterMs(answer.headers["retry-after"], now) ?? AFTER_LIMIT_MS;
    return { ...trace, kind: "deferred", retryAfterMs: wait, providerCode: code };
  }
  return { ...trace, kind: "refused", reason: refusalReason(answer), providerCode: code };
}

/** What an answer means for the status of one message. Asking again is free, so everything unclear is "later". */
function pollOutcome(answer: HttpOutcome, numbers: readonly string[], now: Date): PollOutcome {
  const later: PollOutcome = { kind: "deferred", retryAfterMs: AFTER_FAILED_POLL_MS };
  if (answer.kind !== "answer") return later;
  if (isSuccess(answer)) {
    const wire = readObject(answer.body);
    const status = typeof wire?.status === "string" ? wire.status : "";
    const state = STATE_OF_STATUS.get(status);
    if (wire === null || state === undefined) return later;
    const code = errorCode(wire.error);
    const at = state === "delivered" ? instantOf(wire.delivered_at) : null;
    return {
      kind: "reports",
      reports: numbers.map((to) => ({ to, state, providerCode: code === "" ? status : code, at })),
    };
  }
  if (answer.status === 404) return { kind: "not_found" };
  if (isAmbiguous(answer) || answer.status === 429) {
    return { kind: "deferred", retryAfterMs: retryAfterMs(answer.headers["retry-after"], now) ?? AFTER_FAILED_POLL_MS };
  }
  return { kind: "refused", reason: refusalReason(answer) };
}

type Parse<T> = (wire: Readonly<Record<string, unknown>>) => T;

/** What an answer means for a read of the account. */
function readOutcome<T>(answer: HttpOutcome, latencyMs: number, now: Date, parse: Parse<T>): ReadOutcome<T> {
  if (answer.kind !== "answer") {
    return { ...NO_ANSWER, latencyMs, kind: "unavailable", detail: answer.cause, retryAfterMs: null };
  }
  const base = { ...traceOf(answer), latencyMs };
  const wire = isSuccess(answer) ? readObject(answer.body) : null;
  if (wire !== null) return { ...base, kind: "value", value: parse(wire) };
  if (isAmbiguous(answer) || answer.status === 429) {
    const detail = isSuccess(answer) ? "unreadable" : answerCode(answer);
    return { ...base, kind: "unavailable", detail, retryAfterMs: retryAfterMs(answer.headers["retry-after"], now) };
  }
  return { ...base, kind: "refused", reason: refusalReason(answer), missingScope: missingScope(answer) };
}

/**
 * Speaks the iletiniz API: one message or batches of up to 200 with own texts or a kept one, status by id, plan and senders.
 *
 * It retries nothing. Whatever may have been accepted without a readable answer is `unknown`, because the API offers
 * neither an idempotency key nor a way to list what was sent.
 */
export function iletinizDriver({ http, apiUrl, allowsLoopback, clock = systemClock }: IletinizOptions): SmsDriver {
  const headers = (key: Secret) => ({ authorization: `Bearer ${key.reveal()}`, accept: "application/json" });
  const get = (key: Secret, path: string) =>
    http.send({ method: "GET", url: `${apiUrl}${path}`, headers: headers(key) });

  const post = (key: Secret, path: string, body: string) =>
    http.send({
      ...{ method: "POST", url: `${apiUrl}${path}`, body },
      headers: { ...headers(key), "content-type": "application/json" },
    });

  async function read<T>(key: Secret, path: string, parse: Parse<T>): Promise<ReadOutcome<T>> {
    const startedAt = performance.now();
    const answer = await get(key, path);
    return readOutcome(answer, Math.round(performance.now() - startedAt), clock.now(), parse);
  }

  return {
    provider: "iletiniz",
    capabilities: iletinizCapabilities,

    async submit(key, batch) {
      const [first] = batch.messages;
      if (batch.isAlone === true && first !== undefined) {
        const answer = await post(key, "/v1/messages", writeSingle(first, batch));
        return batchOutcome(answer, (body) => readSingle(body, first), clock.now());
      }
      const answer = await post(key, "/v1/messages/bulk", writeBatch(batch));
      return batchOutcome(answer, (body) => readBatch(body, batch.messages), clock.now());
    },

    async poll(key, { providerId, numbers }) {
      return pollOutcome(await get(key, `/v1/messages/${encodeURIComponent(providerId)}`), numbers, clock.now());
    },

    account: (key) => read(key, "/v1/account", (wire) => readAccount(wire, allowsLoopback)),
    senders: (key) => read(key, "/v1/senders", readSenders),
    // Whether it needs the key is not documented; the official clients send it.
    health: (key) => read(key, "/v1/health", (wire) => ({ isWhole: wire.ok === true && wire.db !== "down" })),
  };
}
