import { expect, it } from "vitest";
import { previewParts } from "#lib/domain/campaigns/preview-parts";
import { promotionalWord } from "#lib/domain/campaigns/promotional-word";
import { compileTemplate, render } from "#lib/domain/campaigns/template";

const columns = ["Ad", "Ürün"];

// What a person sees marked in the preview must be what is sent, letter by letter.
it.each([
  ["Merhaba {{ad}}, {{ürün|seçtikleriniz}} hazır", ["Ayşe", ""]],
  ["{{ad|}}{{ürün}}", ["", "çorap"]],
  ["\\{{ad}} kalır", ["Ayşe", "x"]],
  ["Sadece metin", ["Ayşe", "x"]],
])("takes %j apart into what is rendered", (text, cells) => {
  const { template } = compileTemplate(text, columns);
  const parts = previewParts(template, cells);
  expect(parts.map((part) => part.text).join("")).toBe(render(template, cells).text);
});

it("marks what was filled in and what stayed empty", () => {
  const { template } = compileTemplate("Merhaba {{ad}}: {{ürün}}", columns);
  expect(previewParts(template, ["Ayşe", " "])).toEqual([
    { kind: "typed", text: "Merhaba ", column: -1 },
    { kind: "filled", text: "Ayşe", column: 0 },
    { kind: "typed", text: ": ", column: -1 },
    { kind: "missing", text: "", column: 1 },
  ]);
});

it.each([
  ["Bu hafta %30 daha az", "%30"],
  ["Hafta sonu İndirimi başladı", "indirimi"],
  ["KAMPANYA bitiyor", "KAMPANYA"],
  ["Kargonuz yola çıktı", null],
  ["Randevunuz 30 Kasım'da", null],
])("finds in %j the word %j", (text, word) => {
  expect(promotionalWord(text)).toBe(word);
});
