import { expect, it } from "vitest";
import { yearIfOther } from "#lib/i18n/year";

const now = new Date("2026-12-31T20:59:00Z");

it("names a year that is not this one, by the clock of the zone", () => {
  const newYear = new Date("2026-12-31T21:00:00Z");
  expect(yearIfOther(newYear, "Europe/Istanbul", now)).toEqual({ year: "numeric" });
  expect(yearIfOther(newYear, "Europe/Berlin", now)).toEqual({});
  expect(yearIfOther(new Date("2028-02-29T12:00:00Z"), "UTC", now)).toEqual({ year: "numeric" });
});
