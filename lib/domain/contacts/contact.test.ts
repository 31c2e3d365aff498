import { describe, expect, it } from "vitest";
import { fieldLines, fieldsIn, searchKey, tagsIn } from "./contact.ts";

describe("searchKey", () => {
  it.each([
    ["Ayşe Yılmaz", "ayse yilmaz"],
    ["  İPEK   Işık ", "ipek isik"],
    ["Çağrı Öztürk", "cagri ozturk"],
    ["", ""],
  ])("reads %j as %j", (text, key) => {
    expect(searchKey(text)).toBe(key);
  });
});

describe("tagsIn", () => {
  it("takes each tag once, whatever its letters, as it was first written", () => {
    expect(tagsIn("VIP, izmir ; vip,, İzmir\nYeni  müşteri")).toEqual(["VIP", "izmir", "Yeni müşteri"]);
  });
});

describe("fieldsIn", () => {
  it("reads what fieldLines writes, and nothing out of half a line", () => {
    const fields = { Şehir: "İzmir", Adres: "Kat: 3" };
    expect(fieldsIn(fieldLines(fields))).toEqual(fields);
    expect(fieldsIn("Şehir\nBoş:\n: x")).toEqual({});
  });
});
