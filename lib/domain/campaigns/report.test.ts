import { describe, expect, it } from "vitest";
import {
  handledOf,
  isMoving,
  listedProgress,
  newerProgress,
  noCounts,
  type Progress,
  sentFigures,
  standing,
} from "#lib/domain/campaigns/report";
import { messageStates } from "#lib/domain/messages/model";

const progress = (change: Partial<Progress>): Progress => ({
  state: "sending",
  stateReason: null,
  people: 100,
  counts: noCounts(),
  parts: 0,
  holdUntil: null,
  isAsking: false,
  ...change,
});

describe("what a person reads of a campaign", () => {
  it("counts every recipient exactly once", () => {
    const counts = noCounts();
    messageStates.forEach((state, index) => {
      counts[state] = 2 ** index;
    });
    const total = Object.values(standing(counts)).reduce((sum, part) => sum + part, 0);
    expect(total).toBe(2 ** messageStates.length - 1);
  });

  it("does not count queued, skipped or cancelled recipients as handled", () => {
    expect(
      handledOf(
        standing({ ...noCounts(), pending: 5, submitted: 3, skipped: 7, cancelled: 2, unknown: 1, accepted: 4 }),
      ),
    ).toBe(5);
  });
});

describe("how far a campaign is, in a list", () => {
  it.each([
    ["draft", {}, null],
    // Nothing has begun, so there is no share of it.
    ["scheduled", {}, null],
    ["sending", { accepted: 30, unknown: 5 }, { is: "handled", people: 35, of: 90 }],
    ["completed", { delivered: 60, unknown: 30 }, { is: "delivered", people: 60, of: 90 }],
    ["completed", { rejected: 90 }, { is: "delivered", people: 0, of: 90 }],
    // Nobody said that anybody got it, and nobody that anybody did not: no share is known.
    ["completed", { unknown: 90 }, { is: "unknown", people: 90, of: 90 }],
    ["settling", { accepted: 80, unknown: 10 }, { is: "waiting", people: 80, of: 90 }],
    ["failed", {}, null],
  ] as const)("%s with %j says %j", (state, counts, told) => {
    const all = { ...noCounts(), skipped: 6, cancelled: 4, ...counts };
    expect(listedProgress(progress({ state, counts: all }))).toEqual(told);
  });
});

describe("the figures of the dashboard", () => {
  it("count as sent what the provider took, and nothing it refused or never got", () => {
    const counts = { ...noCounts(), accepted: 10, delivered: 70, undelivered: 3, expired: 2, rejected: 5 };
    const figures = sentFigures({
      ...counts,
      failed: 8,
      unknown: 4,
      skipped: 6,
      cancelled: 1,
      pending: 9,
      submitted: 7,
    });
    expect(figures).toEqual({ sent: 90, refused: 8, delivered: 70, lost: 10, unknown: 4 });
  });
});

describe("a live bar never steps back", () => {
  const shown = progress({ counts: { ...noCounts(), accepted: 50, pending: 50 } });

  it("drops an answer that was overtaken", () => {
    expect(newerProgress(shown, progress({ counts: { ...noCounts(), accepted: 30, pending: 70 } }))).toBe(shown);
    const told = progress({ counts: { ...noCounts(), accepted: 10, delivered: 40, pending: 50 } });
    expect(newerProgress(told, shown)).toBe(told);
  });

  it("takes over a newer one, and any change of the campaign's state", () => {
    const newer = progress({ counts: { ...noCounts(), accepted: 40, delivered: 20, pending: 40 } });
    expect(newerProgress(shown, newer)).toBe(newer);
    const paused = progress({ state: "paused", counts: { ...noCounts(), accepted: 49, pending: 51 } });
    expect(newerProgress(shown, paused)).toBe(paused);
  });

  it("takes over that people were taken back from the provider", () => {
    const kept = progress({ state: "cancelled", counts: { ...noCounts(), accepted: 3 } });
    const gone = progress({ state: "cancelled", counts: { ...noCounts(), cancelled: 3 } });
    expect(newerProgress(kept, gone)).toBe(gone);
  });
});

describe("an open page listens", () => {
  it("while something may still change by itself, so to a cancelled campaign until nobody is open at the provider", () => {
    expect(isMoving(progress({ state: "paused" }))).toBe(true);
    expect(isMoving(progress({ state: "cancelled", counts: { ...noCounts(), accepted: 3 } }))).toBe(true);
    expect(isMoving(progress({ state: "cancelled", counts: { ...noCounts(), cancelled: 3 } }))).toBe(false);
    expect(isMoving(progress({ state: "completed", counts: { ...noCounts(), accepted: 3 } }))).toBe(false);
    expect(isMoving(progress({ state: "draft" }))).toBe(false);
  });
});
