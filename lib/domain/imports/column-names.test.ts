import { describe, expect, it } from "vitest";
import { cleanColumnNames, columnKey, columnLetters, isColumnName, phoneNameScore } from "./column-names.ts";

describe("columnKey", () => {
  it.each([
    ["İSİM", "isim"],
    ["ISIM", "isim"],
    ["ısım", "isim"],
    ["Sipariş Tutarı", "siparis tutari"],
    ["SİPARİŞ_TUTARI", "siparis tutari"],
    ["  Cep-Tel. No: ", "cep tel no"],
    ["Müjgân", "mujgan"],
    ["C\u0327ag\u0306", "cag"],
    ["ÇAĞ", "cag"],
    ["名前", "名前"],
    ["", ""],
  ])("reads %j as %j", (name, key) => {
    expect(columnKey(name)).toBe(key);
    expect(columnKey(key)).toBe(key);
  });
});

describe("cleanColumnNames", () => {
  it("keeps good names as they are", () => {
    expect(cleanColumnNames(["Ad", "Soyad", "Sipariş Tutarı"])).toEqual(["Ad", "Soyad", "Sipariş Tutarı"]);
  });

  it("trims, joins blanks and drops what a template or an eye cannot read", () => {
    expect(cleanColumnNames(["  Ad \n Soyad ", "{{Not|x}}\\", "Te\u200blefon\ufeff", "a\u0007b"])).toEqual([
      "Ad Soyad",
      "Notx",
      "Telefon",
      "ab",
    ]);
  });

  it("gives columns without a name their spreadsheet letters", () => {
    expect(cleanColumnNames(["", "Ad", " ", "--", "{}"])).toEqual(["A", "Ad", "C", "D", "E"]);
  });

  it("makes no two alike under the rules templates compare with", () => {
    const names = cleanColumnNames(["Ad", "AD", "ad", "Ad 2", "İl", "il"]);
    expect(names).toEqual(["Ad", "AD 2", "ad 3", "Ad 2 2", "İl", "il 2"]);
    expect(new Set(names.map(columnKey)).size).toBe(names.length);
  });

  it("cuts names that are stories", () => {
    expect(cleanColumnNames(["x".repeat(500)])[0]).toHaveLength(80);
  });

  it("gives two hundred nameless columns two hundred names", () => {
    expect(new Set(cleanColumnNames(new Array<string>(200).fill(""))).size).toBe(200);
  });
});

describe("columnLetters", () => {
  it.each([
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [51, "AZ"],
    [52, "BA"],
    [199, "GR"],
    [701, "ZZ"],
    [702, "AAA"],
  ])("column %i is %s", (index, letters) => {
    expect(columnLetters(index)).toBe(letters);
  });
});

describe("column names of lists", () => {
  it.each([
    ["Telefon", 1],
    ["TELEFON NO", 1],
    ["Tel.", 1],
    ["Ev Telefonu", 1],
    ["Phone", 1],
    ["GSM", 2],
    ["Cep Telefonu", 2],
    ["CEP TEL NO", 2],
    ["Mobile Phone", 2],
    ["msisdn", 2],
    ["Telaş", 0],
    ["Otel", 0],
    ["Ad", 0],
    ["", 0],
  ] as const)("%j says phone: %i", (name, score) => {
    expect(phoneNameScore(name)).toBe(score);
  });

  it.each(["Ad", "Soyadı", "MÜŞTERİ ADI", "First Name", "E-posta", "Şehir", "Numara", "Gsm"])(
    "%j is a name",
    (cell) => {
      expect(isColumnName(cell)).toBe(true);
    },
  );

  it.each(["Ayşe", "İstanbul", "05321234567", "12,50", "", "Adana"])("%j is none", (cell) => {
    expect(isColumnName(cell)).toBe(false);
  });
});
