import { describe, expect, it } from "vitest";
import { cleanValue } from "./clean-value.ts";

describe("cleanValue", () => {
  it.each([
    ["Ayşe", "Ayşe"],
    ["  Ayşe  ", "Ayşe"],
    ["D'Angelo", "D'Angelo"],
    ["iki\nsatırlı", "iki satırlı"],
    ["iki\r\n\r\nsatır", "iki satır"],
    ["a\tb", "a b"],
    ["a\u0085b", "a b"],
    ["a\u00a0b", "a b"],
    ["a\u2028b\u3000c", "a b c"],
    ["Ay\u0000\u0007şe\u009f", "Ayşe"],
    ["\ufeffAy\u200bşe\u00ad\u2060", "Ayşe"],
    ["\u202eeşyA\u202c\u200f", "eşyA"],
    ["\u2066x\u2069", "x"],
    ["👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"],
    ["❤\ufe0f", "❤\ufe0f"],
    ["🏴\u{e0067}\u{e0062}\u{e007f}", "🏴\u{e0067}\u{e0062}\u{e007f}"],
    ["{{Ad}}", "{{Ad}}"],
    [" \u00a0\u200b ", ""],
    ["", ""],
  ])("makes %j into %j", (value, expected) => {
    expect(cleanValue(value)).toBe(expected);
    expect(cleanValue(expected)).toBe(expected);
  });
});
