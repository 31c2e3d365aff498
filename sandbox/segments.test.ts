import { describe, expect, it } from "vitest";
import { countParts, isWellFormed } from "./segments.ts";

const a = (count: number): string => "a".repeat(count);

// The ledger's part count is compared with the product's own; both must follow the same published figures.
describe("parts in the reading where the first part holds more", () => {
  it.each([
    ["", "GSM7", 0, 0],
    ["Hello", "GSM7", 5, 1],
    [a(155), "GSM7", 155, 1],
    [a(156), "GSM7", 156, 2],
    [a(308), "GSM7", 308, 2],
    [a(309), "GSM7", 309, 3],
    [a(1073), "GSM7", 1073, 7],
    [a(1074), "GSM7", 1074, 8],
    [a(1600), "GSM7", 1600, 11],
    ["[a]^{b}|~\\", "GSM7", 18, 1],
    ["[".repeat(77), "GSM7", 154, 1],
    ["[".repeat(78), "GSM7", 156, 2],
    [`${a(153)}€`, "GSM7", 155, 1],
    [`${a(154)}€`, "GSM7", 156, 2],
    [`${a(154)}€${"b".repeat(152)}`, "GSM7", 308, 3],
    [`${a(155)}${"b".repeat(151)}^`, "GSM7", 308, 2],
    [`${a(154)}€${"b".repeat(150)}^`, "GSM7", 308, 3],
    ["a\r\nb", "GSM7", 4, 1],
    ["a\tb", "UCS2", 3, 1],
    ["`", "UCS2", 1, 1],
    ["’", "UCS2", 1, 1],
    ["ÖöÜüÇ", "GSM7", 5, 1],
    ["ç", "TR7", 1, 1],
    ["İstanbul", "TR7", 8, 1],
    ["è", "GSM7", 1, 1],
    ["èş", "UCS2", 2, 1],
    ["ş".repeat(150), "TR7", 150, 1],
    ["ş".repeat(151), "TR7", 151, 2],
    ["ş".repeat(298), "TR7", 298, 2],
    ["ş".repeat(299), "TR7", 299, 3],
    ["₺".repeat(65), "UCS2", 65, 1],
    ["₺".repeat(66), "UCS2", 66, 2],
    [`${"₺".repeat(64)}😀`, "UCS2", 66, 2],
    [`${"₺".repeat(64)}😀${"₺".repeat(62)}`, "UCS2", 128, 3],
  ])("%j is %s, %i units, %i parts", (text, encoding, units, parts) => {
    expect(countParts(text)).toEqual({ encoding, units, parts });
  });
});

it("tells half a surrogate pair from a whole one", () => {
  expect(isWellFormed("😀ab")).toBe(true);
  expect(isWellFormed("\ud83d")).toBe(false);
  expect(isWellFormed("a\ude00")).toBe(false);
  expect(isWellFormed("\ud83da")).toBe(false);
});
