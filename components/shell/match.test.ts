import { describe, expect, it } from "vitest";
import { matchScore } from "./match";

describe("matchScore", () => {
  it.each([
    ["baslik", "Başlıklar"],
    ["BAŞLIK", "Başlıklar"],
    ["ihlamur", "Ihlamur Ev"],
    ["istanbul", "İstanbul Şubesi"],
    ["yeni kamp", "Yeni kampanya"],
    ["kamp yeni", "Yeni kampanya"],
  ])("%s finds %s", (typed, label) => {
    expect(matchScore(typed, label)).toBeGreaterThan(0);
  });

  it("finds nothing when one of the words is missing", () => {
    expect(matchScore("yeni baslik", "Yeni kampanya")).toBe(0);
  });

  it("puts a beginning before a later word, and that before the inside of a word", () => {
    const scores = ["Kampanyalar", "Yeni kampanya", "Xkampanya"].map((label) => matchScore("kamp", label));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBe(3);
  });

  it("shows everything before anything is typed", () => {
    expect(matchScore("", "Panel")).toBe(1);
  });
});
