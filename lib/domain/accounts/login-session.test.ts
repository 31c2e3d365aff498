import { describe, expect, it } from "vitest";
import { ABSOLUTE_MS, IDLE_MS, isAlive, isStale, TOUCH_MS } from "#lib/domain/accounts/login-session";

const start = new Date("2026-11-01T09:00:00Z");
const later = (ms: number) => new Date(start.getTime() + ms);
const session = { lastSeenAt: start, expiresAt: later(ABSOLUTE_MS), revokedAt: null };

// Guards R-042: a copied cookie must die with its row, not with its own expiry.
describe("isAlive", () => {
  it.each([
    ["just begun", session, start, true],
    ["a moment before the idle limit", session, later(IDLE_MS - 1), true],
    ["at the idle limit", session, later(IDLE_MS), false],
    [
      "in use every day, a moment before its end",
      { ...session, lastSeenAt: later(ABSOLUTE_MS - 1) },
      later(ABSOLUTE_MS - 1),
      true,
    ],
    ["in use every day, at its end", { ...session, lastSeenAt: later(ABSOLUTE_MS - 1) }, later(ABSOLUTE_MS), false],
    ["revoked", { ...session, revokedAt: start }, start, false],
  ])("%s", (_, row, now, alive) => {
    expect(isAlive(row, now)).toBe(alive);
  });
});

it("writes the last request down once a minute at most", () => {
  expect(isStale(session, later(TOUCH_MS - 1))).toBe(false);
  expect(isStale(session, later(TOUCH_MS))).toBe(true);
});
