import { describe, expect, it } from "vitest";
import { providerCode, providerText } from "#lib/infra/providers/provider-text";

describe("R-083 provider text shown to people", () => {
  it.each([
    ["  iki\r\n  satır\t", "iki satır"],
    ["zil\u0007 ve \u001b[31mrenk", "zil ve [31mrenk"],
    ["ters \u202Eyazı\u202C", "ters yazı"],
    ["gizli\u200B\u2060boşluk", "gizli boşluk"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
  ])("turns %j into one harmless line", (raw, shown) => {
    expect(providerText(raw)).toBe(shown);
  });

  it("is capped, without cutting a character in half", () => {
    expect(providerText("a".repeat(1_000_000))).toHaveLength(200);
    expect(providerText("😀".repeat(300), 5)).toBe("😀😀");
  });

  it.each([undefined, null, 7, {}, ["a"]])("is empty for %j", (raw) => {
    expect(providerText(raw)).toBe("");
  });

  it("keeps codes to what codes are made of", () => {
    expect(providerCode("INVALID_RECIPIENT")).toBe("INVALID_RECIPIENT");
    expect(providerCode(451)).toBe("451");
    expect(providerCode("a\n<b>")).toBe("ab");
    expect(providerCode("x".repeat(500))).toHaveLength(64);
    expect(providerCode({ code: 1 })).toBe("");
  });
});
