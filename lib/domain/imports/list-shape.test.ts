import { describe, expect, it } from "vitest";
import { exportedBytes } from "../../../e2e/fixtures/exported-list.ts";
import { findShape } from "./list-shape.ts";

const shapeOf = (text: string, isWhole = true) => findShape(new TextEncoder().encode(text), isWhole);

describe("findShape", () => {
  it.each([";", ",", "\t", "|"] as const)(
    "finds the delimiter %j of a messy list with quoted cells full of delimiters",
    (delimiter) => {
      const bytes = exportedBytes({ rows: 300, delimiter, seed: 4 });
      for (const [beginning, isWhole] of [
        [bytes, true],
        [bytes.subarray(0, 5_000), false],
      ] as const) {
        expect(findShape(beginning, isWhole)).toMatchObject({
          delimiter,
          hasHeader: true,
          columns: ["Ad", "Soyad", "Telefon", "Şehir", "Sipariş Tutarı", "Not"],
          phoneColumn: 2,
        });
      }
    },
  );

  it("finds the numbers of a list without a header and names its columns by letters", () => {
    const bytes = exportedBytes({ rows: 300, hasHeader: false, seed: 9 });
    expect(findShape(bytes, true)).toMatchObject({
      hasHeader: false,
      columns: ["A", "B", "C", "D", "E", "F"],
      phoneColumn: 2,
    });
  });

  it.each(["utf-8", "utf-8-bom", "utf-16le", "windows-1254"] as const)("reads the names in %s", (encoding) => {
    const bytes = exportedBytes({ rows: 300, encoding, seed: 2 });
    const shape = findShape(bytes.subarray(0, 8_001), false);
    expect(shape.encoding).toBe(encoding.replace("-bom", ""));
    expect(shape.columns[4]).toBe("Sipariş Tutarı");
    expect(shape.phoneColumn).toBe(2);
  });

  it("takes decimal commas for commas in cells, not for the delimiter", () => {
    expect(shapeOf("Ad;Telefon;Tutar\nAli;05321234567;12,50\nVeli;05331234567;9,90\n")).toMatchObject({
      delimiter: ";",
      phoneColumn: 1,
    });
  });

  it("reads a single column of numbers, with and without a header", () => {
    expect(shapeOf("05321234567\n05331234567\n")).toMatchObject({ hasHeader: false, columns: ["A"], phoneColumn: 0 });
    expect(shapeOf("Numaralar\n05321234567\n")).toMatchObject({
      hasHeader: true,
      columns: ["Numaralar"],
      phoneColumn: 0,
    });
    expect(shapeOf("05321234567")).toMatchObject({ hasHeader: false, phoneColumn: 0 });
  });

  it("prefers the column named for mobiles to the one that only says phone", () => {
    const shape = shapeOf("Telefon,Cep\n05321234567,05331234567\n05321234568,05331234568\n");
    expect(shape.phoneColumn).toBe(1);
    expect(shapeOf("Ev Telefonu,Cep Telefonu\n02163844000,05331234567\n02163844001,\n").phoneColumn).toBe(1);
  });

  it("believes a column named for phones though most of its numbers are landlines, and no other", () => {
    const landlines = "02163844000;x\n02163844001;x\n05331234567;x\n";
    expect(shapeOf(`Telefon;Not\n${landlines}`).phoneColumn).toBe(0);
    expect(shapeOf(`Kod;Not\n${landlines}`).phoneColumn).toBeNull();
  });

  it("does not take an order number for a phone number", () => {
    expect(shapeOf("No,Telefon\n1001,05321234567\n1002,05331234567\n").phoneColumn).toBe(1);
  });

  it("leaves the column open when none holds mobiles", () => {
    expect(shapeOf("Ad;Soyad\nAli;Kaya\nVeli;Koç\n")).toMatchObject({ hasHeader: true, phoneColumn: null });
    expect(shapeOf("elma;armut\nüzüm;kiraz\n")).toMatchObject({ hasHeader: false, phoneColumn: null });
  });

  it("takes a first row with words in place of a number as a header, one with a number as data", () => {
    expect(shapeOf("İletişim;X\n05321234567;a\n05331234567;b\n").hasHeader).toBe(true);
    expect(shapeOf("05321234567;Telefon\n05331234567;b\n").hasHeader).toBe(false);
    expect(shapeOf("02163844000;Ali\n05331234567;Veli\n05331234568;Can\n").hasHeader).toBe(false);
  });

  it("believes a person: delimiter and header", () => {
    const bytes = new TextEncoder().encode("Ad,05321234567\nAli,05331234567\n");
    expect(findShape(bytes, true, { delimiter: ";", hasHeader: true })).toMatchObject({
      delimiter: ";",
      hasHeader: true,
      columns: ["Ad,05321234567"],
      phoneColumn: null,
    });
    expect(findShape(bytes, true, { delimiter: null, hasHeader: true })).toMatchObject({
      delimiter: ",",
      phoneColumn: 1,
    });
  });

  it("believes a separator line", () => {
    expect(shapeOf("sep=|\nAd|Tel\nAli|05321234567\n")).toMatchObject({
      delimiter: "|",
      columns: ["Ad", "Tel"],
      phoneColumn: 1,
    });
  });

  it("shows the first records with their lines, the header left out", () => {
    expect(shapeOf('Ad;Tel\n"a\nb";05321234567\nc;05331234567\n').sample).toEqual([
      { line: 2, cells: ["a\nb", "05321234567"] },
      { line: 4, cells: ["c", "05331234567"] },
    ]);
  });

  it("leaves out the record the beginning was cut in", () => {
    expect(shapeOf("Ad;Tel\nAli;05321234567\nVeli;0533", false).sample).toHaveLength(1);
  });

  it("still finds the shape when a quote further down is never closed", () => {
    expect(shapeOf('Ad;Tel\nAli;05321234567\n"Veli;0533')).toMatchObject({ delimiter: ";", phoneColumn: 1 });
  });

  it.each([
    ["", "import.empty"],
    ["\n\n  \n", "import.empty"],
    ["Ad;Telefon\n", "import.header_only"],
    ["Ad;Telefon", "import.header_only"],
    ['"never closed', "import.unclosed_quote"],
    ["a\0b", "import.nul_bytes"],
  ])("refuses %j with %s", (text, code) => {
    expect(() => shapeOf(text)).toThrow(code);
  });

  it("refuses 201 columns as that, and not for want of a column with numbers", () => {
    const list = (columns: number) => `${"Not;".repeat(columns - 1)}Telefon\n${"x;".repeat(columns - 1)}05321234567\n`;
    expect(shapeOf(list(200))).toMatchObject({ delimiter: ";", phoneColumn: 199 });
    expect(() => shapeOf(list(201))).toThrow("import.too_many_columns");
  });
});
