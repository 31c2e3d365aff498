import { describe, expect, it } from "vitest";
import { type MessageState, messageStates, type ReportedState, rank } from "./model.ts";
import { applyReport, type DeliveryReport, type ReportedMessage } from "./report.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 9, 0, second));
const message = (state: MessageState): ReportedMessage => ({ state, stateAt: at(0), reason: null, providerCode: null });
const report = (state: ReportedState, second = 5, providerCode: string | null = null): DeliveryReport => ({
  state,
  at: at(second),
  reason: null,
  providerCode,
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, n) => permutations(items.toSpliced(n, 1)).map((rest) => [item, ...rest]));
}

describe("applyReport", () => {
  const reports: DeliveryReport[] = [
    report("accepted", 1),
    report("expired", 4, "EXP"),
    report("undelivered", 3, "U2"),
    report("undelivered", 3, "U1"),
    report("delivered", 6, "D"),
    report("delivered", 5, "D"),
  ];

  it.each(["pending", "held", "claimed", "submitted", "unknown", "accepted"] as const)(
    "settles on one message for every order of the same reports, from %s",
    (state) => {
      // Every subset, in every order, each report repeated: early, late, lost, doubled.
      for (let chosen = 1; chosen < 1 << reports.length; chosen++) {
        const subset = reports.filter((_, n) => chosen & (1 << n));
        if (subset.length > 4) continue;
        const settled = permutations(subset).map((order) => [...order, ...order].reduce(applyReport, message(state)));
        for (const other of settled) expect(other).toEqual(settled[0]);
        const best = Math.max(rank[state], ...subset.map((each) => rank[each.state]));
        expect(rank[settled[0]?.state ?? "pending"]).toBe(best);
      }
    },
  );

  it("keeps the first time a state was reported", () => {
    const twice = [report("delivered", 9), report("delivered", 7), report("delivered", 8)].reduce(
      applyReport,
      message("accepted"),
    );
    expect(twice.stateAt).toEqual(at(7));
  });

  it("lets a report settle a message whose answer was lost", () => {
    expect(applyReport(message("unknown"), report("delivered")).state).toBe("delivered");
    expect(applyReport(message("submitted"), report("accepted")).state).toBe("accepted");
  });

  it.each(["skipped", "failed", "cancelled"] as const)("never revives %s", (state) => {
    const before = message(state);
    for (const { state: claimed } of reports) expect(applyReport(before, report(claimed))).toBe(before);
  });

  it("never lowers a rank, whatever the state and whatever the claim", () => {
    for (const state of messageStates) {
      for (const { state: claimed } of reports) {
        const after = applyReport(message(state), report(claimed));
        expect(rank[after.state]).toBeGreaterThanOrEqual(rank[state]);
      }
    }
  });

  it("keeps everything else about the message", () => {
    const row = { ...message("accepted"), id: "m1", line: 7 };
    expect(
      applyReport(row, { state: "undelivered", at: at(9), reason: "invalid_recipient", providerCode: "E17" }),
    ).toEqual({
      id: "m1",
      line: 7,
      state: "undelivered",
      stateAt: at(9),
      reason: "invalid_recipient",
      providerCode: "E17",
    });
  });
});
