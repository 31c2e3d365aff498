import { expect, it } from "vitest";
import { alertsOf, type Signals, type Standing } from "./alerts.ts";

const MINUTE = 60_000;
const quiet: Signals = {
  ...{ pending: 900, inFlight: 200, unknown: 0, oldestUnknownMs: null, oldestOpenCallMs: 2_000 },
  ...{ reportsWaiting: 10, oldestReportMs: 500, mismatches: 0 },
};
const calm: Standing = {
  signals: quiet,
  calls: [
    { provider: "iletiniz", answer: "other", calls: 500 },
    { provider: "iletiniz", answer: "429", calls: 30 },
  ],
  inboxes: [],
  queues: [{ name: "import.read", oldestMs: 9 * MINUTE }],
  anchoredMs: 24 * 60 * MINUTE,
};
const codes = (standing: Standing) => alertsOf(standing).map(({ code }) => code);
const withSignals = (change: Partial<Signals>) => codes({ ...calm, signals: { ...quiet, ...change } });

it("R-145 says nothing of an instance at work", () => {
  expect(alertsOf(calm)).toEqual([]);
});

it.each([
  [{ unknown: 3, oldestUnknownMs: 14 * MINUTE }, []],
  [{ unknown: 3, oldestUnknownMs: 15 * MINUTE }, ["unknown_old"]],
  [{ mismatches: 1 }, ["ledger_mismatch"]],
  [{ oldestOpenCallMs: 6 * MINUTE }, ["call_stuck"]],
  [{ oldestReportMs: 6 * MINUTE }, ["reports_late"]],
])("R-145 of %j tells %j and nothing else", (change, expected) => {
  expect(withSignals(change)).toEqual(expected);
});

it("R-145 tells of refusals that are about the account, of lost calls, and of throttling that is more than now and then", () => {
  const of = (answer: "401" | "402" | "429" | "lost", calls: number) =>
    codes({ ...calm, calls: [{ provider: "turkeysms", answer, calls }, ...calm.calls] });
  expect(of("401", 1)).toEqual(["key_refused"]);
  expect(of("402", 1)).toEqual(["credit_out"]);
  expect(of("lost", 1)).toEqual(["calls_lost"]);
  expect(of("429", 19)).toEqual([]);
  expect(of("429", 20)).toEqual(["throttled"]);
});

it("R-145 tells of connections whose delivery reports are sent away, by provider", () => {
  const inboxes = [{ provider: "turkeysms", connections: 2 }];
  expect(alertsOf({ ...calm, inboxes })).toEqual([
    { code: "reports_sent_away", tone: "warn", count: 2, ageMs: null, about: "turkeysms" },
  ]);
});

it("R-145 tells of a queue that stands and of histories that were not written down, gravest first", () => {
  const queues = [{ name: "mail.invite", oldestMs: 11 * MINUTE }];
  const signals = { ...quiet, mismatches: 2 };
  expect(alertsOf({ ...calm, signals, queues, anchoredMs: 26 * 60 * MINUTE })).toEqual([
    { code: "ledger_mismatch", tone: "bad", count: 2, ageMs: null, about: null },
    { code: "history_not_anchored", tone: "bad", count: 0, ageMs: 26 * 60 * MINUTE, about: null },
    { code: "queue_stalled", tone: "bad", count: 0, ageMs: 11 * MINUTE, about: "mail.invite" },
  ]);
});
