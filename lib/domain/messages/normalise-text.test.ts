import { describe, expect, it } from "vitest";
import { DomainError } from "#lib/domain/errors";
import { normaliseText } from "./normalise-text.ts";
import { countSegments } from "./segments.ts";

describe("normaliseText", () => {
  it.each([
    ["a\r\nb\rc\nd", "a\nb\nc\nd"],
    ["c\u0327i\u0307", "çi\u0307"],
    ["I\u0307stanbul", "İstanbul"],
    ["\u2126", "Ω"],
    ["plain", "plain"],
    ["👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"],
  ])("turns %j into %j", (text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });

  it("brings decomposed Turkish back into the Turkish alphabet", () => {
    const decomposed = "Sayın Ayşe".normalize("NFD");
    expect(countSegments(decomposed).encoding).toBe("ucs2");
    expect(countSegments(normaliseText(decomposed)).encoding).toBe("tr7");
  });

  it.each(["\ud83d", "ab\ude00", "a\ud83d\ud83d\ude00", "\ude00\ud83d"])("refuses the lone surrogate in %j", (text) => {
    expect(() => normaliseText(text)).toThrow(DomainError);
  });

  it("says where the lone surrogate stands", () => {
    expect(() => normaliseText("ab\ude00")).toThrow(expect.objectContaining({ detail: { index: 2 } }));
  });

  it("changes nothing more the second time", () => {
    for (const text of ["S\u0327", "e\u0301\r\n", "\u212b", "ﬁ", "가"]) {
      const once = normaliseText(text.normalize("NFD"));
      expect(normaliseText(once)).toBe(once);
    }
  });
});
