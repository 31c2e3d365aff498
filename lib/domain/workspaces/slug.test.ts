import { describe, expect, it } from "vitest";
import { slugProblem, suggestSlug } from "#lib/domain/workspaces/slug";

describe("suggestSlug writes Turkish names in plain letters", () => {
  it.each([
    ["Ihlamur Ev & Bahçe", "ihlamur-ev-bahce"],
    ["ŞİŞLİ Çiçekçilik Ğ", "sisli-cicekcilik-g"],
    ["IĞDIR ÖZÜM Ltd. Şti.", "igdir-ozum-ltd-sti"],
    ["  Café Déjà-Vu  ", "cafe-deja-vu"],
    ["Weiße Straße", "weisse-strasse"],
    ["A1 — 24/7", "a1-24-7"],
    ["Кофе", ""],
    ["🙂", ""],
    [`${"a".repeat(39)} bcd`, "a".repeat(39)],
    ["a".repeat(100), "a".repeat(40)],
  ])("%s", (name, slug) => {
    expect(suggestSlug(name)).toBe(slug);
  });

  it("suggests nothing that the rules refuse for its characters", () => {
    for (const name of ["Ihlamur Ev", "--x--y--", "Ünal & Oğulları", `${"ş".repeat(39)}-ç`]) {
      expect(slugProblem(suggestSlug(name))).not.toBe("characters");
    }
  });
});

describe("slugProblem", () => {
  it.each([
    ["ihlamur-ev", null],
    ["abc", null],
    ["a1b", null],
    ["a".repeat(40), null],
    ["ab", "too_short"],
    ["a".repeat(41), "too_long"],
    ["Ihlamur", "characters"],
    ["ıhlamur", "characters"],
    ["ihlamur ev", "characters"],
    ["ihlamur_ev", "characters"],
    ["-ihlamur", "characters"],
    ["ihlamur-", "characters"],
    ["ihlamur--ev", "characters"],
    ["../ev", "characters"],
    ["ev/campaigns", "characters"],
    ["ev\n", "characters"],
    ["%2e%2e", "characters"],
    ["xn--a.com", "characters"],
    ["new", "reserved"],
    ["api", "reserved"],
    ["sign-in", "reserved"],
  ])("%j gives %s", (slug, problem) => {
    expect(slugProblem(slug)).toBe(problem);
  });
});
