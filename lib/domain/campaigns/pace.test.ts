import { describe, expect, it } from "vitest";
import { minutesAt, paceOf } from "./pace.ts";

describe("paceOf", () => {
  it("has no pace without a wish", () => {
    expect(paceOf({ spreadHours: null, perMinute: null }, 1_000)).toBeNull();
  });

  it("spreads people evenly over the hours, a few of them as well as many", () => {
    expect(paceOf({ spreadHours: 2, perMinute: null }, 12_000)).toBe(100);
    expect(paceOf({ spreadHours: 10, perMinute: null }, 60)).toBe(0.1);
  });

  it("keeps to the slower of two wishes", () => {
    expect(paceOf({ spreadHours: 1, perMinute: 50 }, 6_000)).toBe(50);
    expect(paceOf({ spreadHours: 4, perMinute: 50 }, 6_000)).toBe(25);
  });

  it("is no pace of zero while nobody would get it", () => {
    expect(paceOf({ spreadHours: 4, perMinute: null }, 0)).toBeNull();
  });
});

describe("minutesAt", () => {
  it("rounds up to whole minutes", () => {
    expect(minutesAt(100, 12_000)).toBe(120);
    expect(minutesAt(100, 12_001)).toBe(121);
    expect(minutesAt(5_000, 3)).toBe(1);
  });
});
