import { describe, expect, it } from "vitest";
import { compileTemplate, render } from "./template.ts";

const columns = ["Ad", "Soyad", "Sipariş Tutarı", "İL"];
const cells = ["Ayşe", "Yılmaz", "12,50", "Muğla"];

const write = (text: string, values: readonly string[] = cells) =>
  render(compileTemplate(text, columns).template, values);
const problemsOf = (text: string) => compileTemplate(text, columns).problems;

describe("placeholders", () => {
  it.each([
    ["Sayın {{Ad}} {{Soyad}}, iyi günler.", "Sayın Ayşe Yılmaz, iyi günler."],
    ["{{Ad}}", "Ayşe"],
    ["{{Ad}}{{Ad}}", "AyşeAyşe"],
    ["{{ad}} {{AD}} {{ Ad }}", "Ayşe Ayşe Ayşe"],
    ["{{sipariş tutarı}} {{SİPARİŞ TUTARI}} {{siparis_tutari}}", "12,50 12,50 12,50"],
    ["{{il}} {{IL}} {{ıl}} {{İl}}", "Muğla Muğla Muğla Muğla"],
    ["{{Ad|Müşterimiz}}", "Ayşe"],
    ["bilgi {Ad} {x}", "bilgi {Ad} {x}"],
    ["{{{Ad}}}", "{Ayşe}"],
    ["kalan }} var", "kalan }} var"],
    ["\\{{Ad}} ve {{Ad}}", "{{Ad}} ve Ayşe"],
    ["a\\b \\{ x", "a\\b \\{ x"],
    ["", ""],
    ["düz metin", "düz metin"],
    ["bir\r\niki\rüç", "bir\niki\nüç"],
  ])("%j becomes %j", (text, expected) => {
    expect(problemsOf(text)).toEqual([]);
    expect(write(text)).toEqual({ text: expected, missing: [] });
  });

  it("fall back when the value is missing, to nothing if asked", () => {
    const empty = ["", " ", "\u200b", ""];
    expect(write("Sayın {{Ad|Müşterimiz}}!", empty).text).toBe("Sayın Müşterimiz!");
    expect(write("{{Ad| a | b }}", empty).text).toBe("a | b");
    expect(write("x{{Ad|}}y", empty)).toEqual({ text: "xy", missing: [] });
  });

  it("report the columns without a value and without a fallback", () => {
    expect(write("{{Ad}} {{Soyad}} {{İL|Türkiye}}", ["", " ", "", ""])).toEqual({ text: "  Türkiye", missing: [0, 1] });
    expect(write("{{Ad}} {{Soyad}}", ["Ali"])).toEqual({ text: "Ali ", missing: [1] });
  });

  it("put clean values into the text and keep straight apostrophes", () => {
    expect(write("Sayın {{Ad}}.", ["  D'Angelo\n de\tLuca\u0007 "]).text).toBe("Sayın D'Angelo de Luca.");
  });

  it("take braces in a value for text, so no list can reach another column", () => {
    expect(write("{{Ad}}", ["{{Soyad}}", "gizli"]).text).toBe("{{Soyad}}");
    expect(write("{{Ad}}", ["$& $1 \\{{x"]).text).toBe("$& $1 \\{{x");
  });

  it("compose letters that meet where text and value join", () => {
    expect(write("c{{Ad}}", ["\u0327a"]).text).toBe("ça");
  });
});

describe("mistakes in placeholders", () => {
  it.each([
    ["Sayın {{İsim}},", [{ code: "unknown_column", index: 6, length: 8, name: "İsim" }]],
    ["{{İsim|Müşteri}}", [{ code: "unknown_column", index: 0, length: 16, name: "İsim" }]],
    ["Sayın {{Ad", [{ code: "unclosed", index: 6, length: 2, name: "" }]],
    ["{{Ad|x", [{ code: "unclosed", index: 0, length: 2, name: "" }]],
    ["{{Ad} iyi günler", [{ code: "unclosed", index: 0, length: 2, name: "" }]],
    ["{{", [{ code: "unclosed", index: 0, length: 2, name: "" }]],
    ["{{}}", [{ code: "unnamed", index: 0, length: 4, name: "" }]],
    ["{{ |x}}", [{ code: "unnamed", index: 0, length: 7, name: "" }]],
    [
      "😀{{x}}{{y}}",
      [
        { code: "unknown_column", index: 2, length: 5, name: "x" },
        { code: "unknown_column", index: 7, length: 5, name: "y" },
      ],
    ],
  ])("%j", (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
    // What cannot be filled stays as it was written, so a preview shows the mistake.
    expect(write(text)).toEqual({ text, missing: [] });
  });

  it("an opening inside another counts as the outer one left open, and the inner one still works", () => {
    expect(problemsOf("{{Ad {{Soyad}}")).toEqual([{ code: "unclosed", index: 0, length: 2, name: "" }]);
    expect(write("{{Ad {{Soyad}}").text).toBe("{{Ad Yılmaz");
  });

  it("half a surrogate pair is refused, in the text and in a value", () => {
    expect(() => compileTemplate("a\ud83d", columns)).toThrow("message.malformed_text");
    expect(() => write("{{Ad}}", ["\ude00"])).toThrow("message.malformed_text");
  });

  it("a hostile text ends quickly", () => {
    const start = process.threadCpuUsage();
    for (const part of ["{{", "{{a|", "}}", "\\{{", "{", "{{a}}"]) compileTemplate(part.repeat(20_000), columns);
    const { user, system } = process.threadCpuUsage(start);
    expect(user + system).toBeLessThan(2_000_000);
  });
});

describe("compileTemplate", () => {
  it("knows when a text is the same for everyone", () => {
    expect(compileTemplate("herkese aynı", columns).template.isFixed).toBe(true);
    expect(compileTemplate("Sayın {{Ad}}", columns).template.isFixed).toBe(false);
  });
});
