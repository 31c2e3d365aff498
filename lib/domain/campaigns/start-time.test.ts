import { describe, expect, it } from "vitest";
import { readStartTime, writeStartTime } from "./start-time.ts";

function instant(start: string): string {
  const read = readStartTime(start);
  return typeof read === "string" ? read : read.at.toISOString();
}

describe("the instant of a start (R-116)", () => {
  it.each([
    ["2026-11-20T14:30[Europe/Istanbul]", "2026-11-20T11:30:00.000Z"],
    // Türkiye changed its clocks until 2016: the rules of the day count, not those of today.
    ["2015-12-01T12:00[Europe/Istanbul]", "2015-12-01T10:00:00.000Z"],
    ["2015-07-01T12:00[Europe/Istanbul]", "2015-07-01T09:00:00.000Z"],
    ["2027-03-28T01:59[Europe/Berlin]", "2027-03-28T00:59:00.000Z"],
    ["2027-03-28T03:00[Europe/Berlin]", "2027-03-28T01:00:00.000Z"],
    ["2028-02-29T09:00[Europe/Istanbul]", "2028-02-29T06:00:00.000Z"],
  ])("%s is %s", (start, at) => {
    expect(instant(start)).toBe(at);
  });

  it("refuses an hour that the clocks skip, and moves it nowhere", () => {
    expect(instant("2027-03-28T02:00[Europe/Berlin]")).toBe("skipped");
    expect(instant("2027-03-28T02:59[Europe/Berlin]")).toBe("skipped");
    // By days of a whole zone as well: Samoa had no 30 December 2011.
    expect(instant("2011-12-30T12:00[Pacific/Apia]")).toBe("skipped");
  });

  it("takes the first of an hour that the clocks show twice", () => {
    expect(instant("2026-10-25T02:30[Europe/Berlin]")).toBe("2026-10-25T00:30:00.000Z");
  });

  it.each([
    "",
    "2026-11-20T14:30",
    "2026-11-20T14:30Z",
    "2026-11-31T14:30[Europe/Istanbul]",
    "2026-11-20T24:30[Europe/Istanbul]",
    "2026-11-20T14:30[Mars/Olympus]",
    "2026-11-20T14:30[+25:00]",
  ])("knows no time in %j", (start) => {
    expect(instant(start)).toBe("not_a_time");
  });

  it("writes back what it read", () => {
    for (const start of ["2026-11-20T14:30[Europe/Istanbul]", "2026-10-25T02:30[Europe/Berlin]"]) {
      const read = readStartTime(start);
      expect(typeof read === "string" ? read : writeStartTime(read)).toBe(start);
    }
  });
});
