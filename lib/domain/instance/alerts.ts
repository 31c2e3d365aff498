/** How the instance stands as a whole; ages in milliseconds, null where there is nothing that has one. */
export interface Signals {
  readonly pending: number;
  readonly inFlight: number;
  readonly unknown: number;
  readonly oldestUnknownMs: number | null;
  readonly oldestOpenCallMs: number | null;
  readonly reportsWaiting: number;
  readonly oldestReportMs: number | null;
  /** Campaigns whose rows do not add up to their people. */
  readonly mismatches: number;
}

/** Calls to one provider in the last quarter of an hour that were answered in one way; `lost`: by nobody, the worker died. */
export interface RecentCalls {
  readonly provider: string;
  readonly answer: "401" | "402" | "429" | "lost" | "other";
  readonly calls: number;
}

/** Connections to one provider with about as many delivery reports to apply as may wait. */
export interface FullInboxes {
  readonly provider: string;
  readonly connections: number;
}

/** Everything that alerts are made of. */
export interface Standing {
  readonly signals: Signals;
  readonly calls: readonly RecentCalls[];
  readonly inboxes: readonly FullInboxes[];
  readonly queues: readonly { readonly name: string; readonly oldestMs: number | null }[];
  /** Since the ends of the histories were last written down outside the database; null where this machine keeps no such file. */
  readonly anchoredMs: number | null;
}

/** What an operator is told. */
export const alertCodes = [
  "ledger_mismatch",
  "unknown_old",
  "call_stuck",
  "history_not_anchored",
  "queue_stalled",
  "reports_late",
  "reports_sent_away",
  "calls_lost",
  "key_refused",
  "credit_out",
  "throttled",
] as const;

/** What an operator is told. */
export type AlertCode = (typeof alertCodes)[number];

/** Something an operator should look at. */
export interface Alert {
  readonly code: AlertCode;
  readonly tone: "bad" | "warn";
  /** How many; 0 where it is about an age. */
  readonly count: number;
  readonly ageMs: number | null;
  /** The provider or the queue it is about. */
  readonly about: string | null;
}

const MINUTE_MS = 60_000;
/** Until then the provider is asked what became of them. */
const UNKNOWN_MS = 15 * MINUTE_MS;
/** A worker that died is noticed within one minute. */
const OPEN_CALL_MS = 5 * MINUTE_MS;
const REPORT_MS = 5 * MINUTE_MS;
const QUEUE_MS = 10 * MINUTE_MS;
/** Once a day, and an hour for whatever holds it up. */
const ANCHOR_MS = 25 * 60 * MINUTE_MS;
/** A provider that says "too many" once in a while is doing its part. */
const THROTTLED_SHARE = 0.1;
const THROTTLED_CALLS = 20;

function older(code: AlertCode, tone: Alert["tone"], ageMs: number | null, limitMs: number, count = 0): Alert[] {
  return ageMs === null || ageMs < limitMs ? [] : [{ code, tone, count, ageMs, about: null }];
}

function ofCalls(calls: readonly RecentCalls[]): Alert[] {
  const codes = { "401": "key_refused", "402": "credit_out", lost: "calls_lost", "429": "throttled" } as const;
  return calls.flatMap(({ provider, answer, calls: count }): Alert[] => {
    if (answer === "other") return [];
    const all = calls.reduce((sum, one) => sum + (one.provider === provider ? one.calls : 0), 0);
    if (answer === "429" && (count < THROTTLED_CALLS || count < THROTTLED_SHARE * all)) return [];
    return [{ code: codes[answer], tone: "warn", count, ageMs: null, about: provider }];
  });
}

/** What an operator should look at, gravest first. */
export function alertsOf({ signals, calls, inboxes, queues, anchoredMs }: Standing): Alert[] {
  const { mismatches, unknown, oldestUnknownMs, oldestOpenCallMs, reportsWaiting, oldestReportMs } = signals;
  const found: Alert[] = [
    ...older("unknown_old", "bad", oldestUnknownMs, UNKNOWN_MS, unknown),
    ...older("call_stuck", "bad", oldestOpenCallMs, OPEN_CALL_MS),
    ...older("history_not_anchored", "bad", anchoredMs, ANCHOR_MS),
    ...older("reports_late", "warn", oldestReportMs, REPORT_MS, reportsWaiting),
    ...inboxes.map(({ provider, connections: count }) => ({
      ...({ code: "reports_sent_away", tone: "warn" } as const),
      ...{ count, ageMs: null, about: provider },
    })),
    ...queues.flatMap(({ name, oldestMs }) =>
      older("queue_stalled", "bad", oldestMs, QUEUE_MS).map((alert) => ({ ...alert, about: name })),
    ),
    ...ofCalls(calls),
  ];
  if (mismatches > 0) found.push({ code: "ledger_mismatch", tone: "bad", count: mismatches, ageMs: null, about: null });
  return found.sort((one, other) => alertCodes.indexOf(one.code) - alertCodes.indexOf(other.code));
}
