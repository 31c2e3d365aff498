import { expect, it } from "vitest";
import { type KeepableDraft, keepsSchedule } from "./provider-schedule.ts";

const draft: KeepableDraft = {
  ...{ atProvider: true, kind: "informational", startAt: new Date() },
  ...{ spreadHours: null, perMinute: null, secondSenderId: null },
};

it("a provider keeps what was chosen so, where it takes a time", () => {
  expect(keepsSchedule(draft, true)).toBe(true);
  expect(keepsSchedule({ ...draft, atProvider: false }, true)).toBe(false);
  expect(keepsSchedule(draft, false)).toBe(false);
});

it.each<[string, Partial<KeepableDraft>]>([
  ["R-130 a commercial one, which somebody may refuse until its start", { kind: "commercial" }],
  ["one of no kind yet", { kind: null }],
  ["one without a start", { startAt: null }],
  ["one that is spread over hours", { spreadHours: 2 }],
  ["one with a pace of its own", { perMinute: 100 }],
  ["one with a second connection", { secondSenderId: "sdr_1" }],
])("%s stays here", (_name, change) => {
  expect(keepsSchedule({ ...draft, ...change }, true)).toBe(false);
});
