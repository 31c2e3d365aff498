import { describe, expect, it } from "vitest";
import { foldedLetters, foldTurkish } from "./fold-turkish.ts";
import { countSegments } from "./segments.ts";

describe("foldTurkish", () => {
  it("changes only the seven letters outside the default alphabet", () => {
    expect(foldTurkish("şŞğĞçÇıİ öÖüÜ iI â ₺")).toBe("sSgGcÇiI öÖüÜ iI â ₺");
  });

  it("brings a Turkish text into the default alphabet and keeps its length", () => {
    const text = "Sayın Ayşe, ödemeniz için teşekkürler. İyi günler.";
    expect(countSegments(text).encoding).toBe("tr7");
    expect(countSegments(foldTurkish(text)).encoding).toBe("gsm7");
    expect(foldTurkish(text)).toHaveLength(text.length);
  });

  it("lists each change with its place, so that applying the list gives the folded text", () => {
    const text = "Çiğdem 😀 şık ₺";
    const letters = foldedLetters(text);
    expect(letters).toEqual([
      { index: 2, from: "ğ", to: "g" },
      { index: 10, from: "ş", to: "s" },
      { index: 11, from: "ı", to: "i" },
    ]);
    const units = text.split("");
    for (const { index, to } of letters) units[index] = to;
    expect(units.join("")).toBe(foldTurkish(text));
    expect(foldedLetters("duz metin")).toEqual([]);
  });
});
