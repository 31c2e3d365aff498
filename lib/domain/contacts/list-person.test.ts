import { describe, expect, it } from "vitest";
import { findListColumn, findNameColumn, personIn } from "#lib/domain/contacts/list-person";

describe("a row of a list", () => {
  it("names the column of names by its words", () => {
    expect(findNameColumn(["Telefon", "AD SOYAD", "Ad"])).toBe(1);
    expect(findNameColumn(["Telefon", "Şehir"])).toBeNull();
  });

  it("names the column of lists of İYS by its words", () => {
    expect(findListColumn(["Telefon", "ALICI TİPİ"])).toBe(1);
    expect(findListColumn(["Telefon", "Şehir"])).toBeNull();
  });

  it("is cut to what a contact keeps, and never in the middle of a character", () => {
    const columns = {
      columns: ["Tel", "Ad", "Not"],
      phoneColumn: 0,
      nameColumn: 1,
      listColumn: null,
      takesFields: true,
    };
    const person = personIn(["05321112233", ` A\n B `, `${"x".repeat(299)}😀`], columns);
    expect(person).toEqual({ name: "A B", key: "a b", list: null, fields: { Not: "x".repeat(299) } });
  });
});
