import { expect, it } from "vitest";
import { type Claim, check, type History, type Violation } from "./checker.ts";

const claims: Claim[] = [
  { to: "+1", state: "delivered", parts: 1 },
  { to: "+2", state: "unknown", parts: 1 },
  { to: "+3", state: "failed", parts: 1 },
];

const honest: History = {
  people: 3,
  campaignState: "completed",
  claims,
  attempts: [{ startedAt: 100, to: ["+1", "+2", "+3"] }],
  ledger: [
    { to: "+1", at: 120 },
    { to: "+2", at: 120 },
  ],
  stats: claims.map(({ state }) => ({ state, messages: 1, parts: 1 })),
  drift: [],
  closed: [{ from: 200, until: 300 }],
  suppressed: new Map([["+3", 150]]),
};

it("finds nothing wrong with a history in which nothing is wrong, and counts what came to light", () => {
  const { violations, groups, recovered } = check(honest);
  expect(violations).toEqual([]);
  expect(groups).toEqual({ sent: 1, failed: 1, skipped: 0, cancelled: 0, unknown: 1, pending: 0 });
  expect(recovered).toBe(1);
});

// A checker that cannot fail proves nothing: each kind of lie is told once.
it.each<[Violation, Partial<History>]>([
  ["lost", { ledger: [{ to: "+2", at: 120 }] }],
  ["duplicated", { ledger: [...honest.ledger, { to: "+2", at: 140 }] }],
  ["unexpected", { ledger: [...honest.ledger, { to: "+3", at: 120 }] }],
  ["unexpected", { ledger: [...honest.ledger, { to: "+9", at: 120 }] }],
  ["not_written_ahead", { attempts: [{ startedAt: 100, to: ["+2", "+3"] }] }],
  ["not_written_ahead", { attempts: [{ startedAt: 180, to: ["+1", "+2", "+3"] }] }],
  ["missing", { people: 4 }],
  ["miscounted", { stats: honest.stats.map((stat) => ({ ...stat, messages: 2 })) }],
  ["miscounted", { stats: honest.stats.map((stat) => ({ ...stat, parts: 0 })) }],
  ["miscounted", { drift: [{ state: "delivered", booked: 1, counted: null }] }],
  ["while_closed", { closed: [{ from: 90, until: 110 }] }],
  ["after_opt_out", { suppressed: new Map([["+3", 50]]) }],
  ["not_at_rest", { campaignState: "sending" }],
])("finds %s", (kind, lie) => {
  expect(check({ ...honest, ...lie }).violations.map((violation) => violation.kind)).toContain(kind);
});
