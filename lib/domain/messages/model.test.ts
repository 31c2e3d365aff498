import { describe, expect, it } from "vitest";
import { account, accountGroup, accountGroups, isFinal, type MessageState, messageStates, rank } from "./model.ts";

describe("message states", () => {
  it("order reports: accepted, rejected, expired, undelivered, delivered", () => {
    const reported: MessageState[] = ["accepted", "rejected", "expired", "undelivered", "delivered"];
    expect([...reported].sort((a, b) => rank[a] - rank[b])).toEqual(reported);
    expect(new Set(reported.map((state) => rank[state])).size).toBe(reported.length);
  });

  it("let a report settle what was sent without an answer, and never what was decided without one", () => {
    for (const state of ["pending", "held", "claimed", "submitted", "unknown"] as const) {
      expect(rank[state]).toBeLessThan(rank.accepted);
    }
    for (const state of ["skipped", "failed", "cancelled"] as const)
      expect(rank[state]).toBeGreaterThan(rank.delivered);
  });

  it.each([
    ["pending", false],
    ["skipped", true],
    ["held", false],
    ["claimed", false],
    ["submitted", false],
    ["unknown", false],
    ["accepted", false],
    ["rejected", true],
    ["expired", true],
    ["undelivered", true],
    ["delivered", true],
    ["failed", true],
    ["cancelled", true],
  ] as const)("says whether %s is final: %s", (state, expected) => {
    expect(isFinal(state)).toBe(expected);
  });

  it("count as sent exactly from accepted on", () => {
    const sent = messageStates.filter((state) => accountGroup[state] === "sent");
    expect(sent).toEqual(["accepted", "rejected", "expired", "undelivered", "delivered"]);
  });
});

describe("the accounting identity", () => {
  it("puts every state into exactly one term", () => {
    const members = accountGroups.map((group) => messageStates.filter((state) => accountGroup[state] === group));
    expect(new Set(members.flat())).toEqual(new Set(messageStates));
    expect(members.flat()).toHaveLength(messageStates.length);
    expect(members.every((states) => states.length > 0)).toBe(true);
  });

  it("adds up: the terms sum to the recipients", () => {
    const counts = Object.fromEntries(messageStates.map((state, n) => [state, 2 ** n]));
    const totals = account(counts);
    expect(Object.values(totals).reduce((sum, n) => sum + n, 0)).toBe(2 ** messageStates.length - 1);
    expect(totals.pending).toBe(1 + 4 + 8 + 16);
    expect(account({})).toEqual({ sent: 0, failed: 0, skipped: 0, cancelled: 0, unknown: 0, pending: 0 });
  });
});
