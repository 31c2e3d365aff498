import { describe, expect, it } from "vitest";
import { dayIn, weighConsent, withoutNumbers } from "./model.ts";

const on = (day: number) => new Date(Date.UTC(2026, 9, day));
const granted = (day: number) => ({ status: "granted" as const, givenAt: on(day) });
const refused = (day: number) => ({ status: "refused" as const, givenAt: on(day) });

describe("weighConsent: a refusal beats any earlier or equal consent (R-131)", () => {
  it.each([
    ["a consent of somebody unknown", null, granted(5), "recorded"],
    ["a refusal of somebody unknown", null, refused(5), "recorded"],
    ["the same consent again", granted(5), granted(5), "already"],
    ["an older consent again", granted(5), granted(4), "already"],
    ["a newer consent of the same person", granted(5), granted(6), "recorded"],
    ["a refusal after the consent", granted(5), refused(6), "recorded"],
    ["a refusal on the day of the consent", granted(5), refused(5), "recorded"],
    ["a refusal older than the consent", granted(5), refused(4), "kept"],
    ["a consent older than the refusal", refused(5), granted(4), "kept"],
    ["a consent on the day of the refusal", refused(5), granted(5), "kept"],
    ["a consent given after the refusal", refused(5), granted(6), "recorded"],
    ["the same refusal again", refused(5), refused(5), "already"],
    ["a later refusal", refused(5), refused(6), "recorded"],
  ] as const)("%s", (_, standing, next, outcome) => {
    expect(weighConsent(standing, { ...next, isByMember: true })).toBe(outcome);
  });

  it("lifts a refusal by the hand of a member only", () => {
    expect(weighConsent(refused(5), { ...granted(6), isByMember: false })).toBe("kept");
    expect(weighConsent(granted(5), { ...refused(6), isByMember: false })).toBe("recorded");
  });
});

describe("dayIn", () => {
  it("knows that a day begins earlier in Istanbul than in London", () => {
    const now = new Date("2026-11-20T22:30:00Z");
    expect(dayIn("Europe/Istanbul", now)).toBe("2026-11-21");
    expect(dayIn("Europe/London", now)).toBe("2026-11-20");
  });
});

describe("withoutNumbers keeps numbers out of the history", () => {
  it.each([
    ["0532 123 45 67 aradı", "••• aradı"],
    ["Müşteri +90 (532) 123-45-67 yeniden onay verdi", "Müşteri ••• yeniden onay verdi"],
    ["905321234567", "•••"],
    ["Form 2026/118, kutu 12", "Form 2026/118, kutu 12"],
  ])("%s", (text, kept) => {
    expect(withoutNumbers(text)).toBe(kept);
  });
});
