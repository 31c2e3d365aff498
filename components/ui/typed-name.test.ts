import { describe, expect, it } from "vitest";
import { matchesTyped } from "./typed-name";

describe("matchesTyped", () => {
  it.each([
    ["iletiMerkezi", "iletiMerkezi", true],
    ["iletiMerkezi", "  iletiMerkezi ", true],
    ["iletiMerkezi", "iletimerkezi", false],
    ["13648", "13.648", true],
    ["13648", "13,648", true],
    ["13648", "13 648", true],
    ["13648", "1364", false],
    ["Ihlamur Ev", "IhlamurEv", false],
    ["İĞ", "İĞ".normalize("NFD"), true],
    ["", "", false],
  ])("%s against %s: %s", (expected, typed, same) => {
    expect(matchesTyped(expected, typed)).toBe(same);
  });
});
