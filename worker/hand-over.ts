import { setTimeout as pause } from "node:timers/promises";
import { formatE164, msisdnFromRow } from "#lib/domain/contacts/model";
import type { Call, CallItem } from "#lib/domain/messages/commands/begin-call";
import type { CallResult } from "#lib/domain/messages/commands/settle-call";
import type { Secret } from "#lib/infra/crypto/secret";
import type { BatchOutcome, OutgoingBatch, SmsDriver } from "#lib/infra/providers/driver";
import type { CallTrace } from "#lib/infra/providers/outcome";
import { failpoint } from "./failpoints.ts";
import type { Gauge } from "./gauge.ts";
import { type Next, readOutcome, stronger, type Verdict } from "./verdict.ts";

/** Requests under way at once for one chunk, where each carries one message. Eight chunks fill a host's connections. */
const LANES = 4;

/** A begun call with what it is made with. */
interface Handing {
  readonly driver: SmsDriver;
  readonly gauge: Gauge;
  readonly key: Secret;
  readonly call: Call;
  /** No request begins after this, of performance.now(): the permission is too old then. */
  readonly until: number;
}

/** What came of handing a call over. */
export type HandedOver = Verdict & CallTrace;

function batchOf({ call }: Handing, items: readonly CallItem[]): OutgoingBatch {
  return {
    messages: items.map(({ msisdn, body, encoding }) => ({ to: formatE164(msisdnFromRow(msisdn)), body, encoding })),
    sender: call.sender,
    providerCode: call.providerCode,
    isCommercial: call.isCommercial,
    audience: call.audience,
    sendAt: call.sendAt,
    fallback: call.fallback,
  };
}

/** One request for the whole call. */
async function handOverAtOnce(handing: Handing): Promise<HandedOver> {
  const { driver, key, call } = handing;
  const asked = driver.submit(key, batchOf(handing, call.items));
  failpoint("calling");
  const outcome = await asked;
  failpoint("answered");
  const { httpStatus, requestId } = outcome;
  return { ...readOutcome(outcome, call.items.length), httpStatus, requestId };
}

/** The requests of one call whose provider takes one message each. Those that did not begin in time leave their people pending. */
class Burst {
  readonly #handing: Handing;
  readonly #results: CallResult[];
  #next = 0;
  #wish: Next = { kind: "go_on" };
  #detail: string | null = null;
  #trace: CallTrace = { httpStatus: null, requestId: null };

  constructor(handing: Handing) {
    this.#handing = handing;
    this.#results = handing.call.items.map(() => ({ state: "pending" }));
  }

  #read(at: number, outcome: BatchOutcome): void {
    const { results, detail, next } = readOutcome(outcome, 1);
    this.#results[at] = results[0] ?? { state: "unknown", reason: "nothing_readable" };
    this.#wish = stronger(this.#wish, next);
    this.#detail ??= detail;
    if (next.kind === "go_on") this.#handing.gauge.pace.taken(performance.now());
    if (next.kind !== "go_on" || this.#trace.httpStatus === null) {
      this.#trace = { httpStatus: outcome.httpStatus, requestId: outcome.requestId };
    }
  }

  async #lane(): Promise<void> {
    const { driver, gauge, key, call, until } = this.#handing;
    while (this.#wish.kind === "go_on" && this.#next < call.items.length) {
      const now = performance.now();
      if (now + gauge.pace.waitMs(now) > until) return;
      const at = this.#next++;
      const item = call.items[at];
      if (item === undefined) return;
      const waitMs = gauge.pace.start(now);
      if (waitMs >= 1) await pause(waitMs);
      // Another lane may have met a limit meanwhile, or this process stood still: it has not begun, so its person is pending.
      if (this.#wish.kind !== "go_on" || performance.now() > until) return;
      const asked = driver.submit(key, batchOf(this.#handing, [item]));
      failpoint("calling");
      const outcome = await asked;
      failpoint("answered");
      this.#read(at, outcome);
    }
  }

  async run(): Promise<HandedOver> {
    await Promise.all(Array.from({ length: Math.min(LANES, this.#results.length) }, () => this.#lane()));
    return { results: this.#results, detail: this.#detail, next: this.#wish, ...this.#trace };
  }
}

/**
 * Hands the messages of a begun call to the provider: as one request, or as one each where it takes no more. The attempt is one
 * either way, so what a dying worker had begun is unknown as a whole.
 */
export function handOver(handing: Handing): Promise<HandedOver> {
  return handing.driver.capabilities.batch.most === 1 ? new Burst(handing).run() : handOverAtOnce(handing);
}
