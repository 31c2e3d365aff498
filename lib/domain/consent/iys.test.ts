import { describe, expect, it } from "vitest";
import { businessDaysLeft, reportUntil } from "./iys.ts";

describe("R-131 three business days to report a word", () => {
  it.each([
    ["2026-11-16", [], "2026-11-19", "a Monday until Thursday"],
    ["2026-11-19", [], "2026-11-24", "a Thursday over the weekend"],
    ["2026-11-21", [], "2026-11-25", "a Saturday"],
    ["2026-10-27", ["2026-10-29"], "2026-11-02", "over a public holiday"],
  ])("%s with days off %j is due on %s: %s", (given, off, until) => {
    expect(reportUntil(given, off)).toBe(until);
  });

  it("counts down to 0 on the last day, and is over after it", () => {
    const days = ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-23", "2026-11-24", "2026-11-25"];
    expect(days.map((today) => businessDaysLeft("2026-11-19", today, []))).toEqual([3, 2, 2, 1, 0, -1]);
  });
});
