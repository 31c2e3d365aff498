import { describe, expect, it } from "vitest";
import { findShape } from "./list-shape.ts";
import { pastedToList } from "./pasted-list.ts";
import { readRecipients } from "./read-recipients.ts";
import { ListMapping } from "./schema.ts";

const columns = { number: "Telefon", name: "Ad" };

async function readPasted(pasted: string) {
  const bytes = new TextEncoder().encode(pastedToList(pasted, columns));
  const { delimiter, hasHeader, columns: names, phoneColumn } = findShape(bytes, true);
  const mapping = ListMapping.parse({ delimiter, hasHeader, columnCount: names.length, phoneColumn });
  async function* source() {
    yield bytes;
  }
  const reading = readRecipients(source(), mapping);
  const kept: (readonly [number, string | undefined])[] = [];
  const refused: (readonly [string, string])[] = [];
  const nameColumn = names.indexOf("Ad");
  for await (const batch of reading.batches) {
    for (const row of batch.kept) kept.push([row.msisdn, row.cells[nameColumn]]);
    for (const row of batch.refused) refused.push([row.reason, row.raw]);
  }
  return { kept, refused, rows: reading.totals.rows };
}

const ali = 905321234567;
const can = 905331234567;

describe("pasted numbers", () => {
  it.each([
    [
      "one per line",
      "05321234567\n0533 123 45 67\n",
      [
        [ali, ""],
        [can, ""],
      ],
    ],
    [
      "between commas",
      "05321234567, +905331234567",
      [
        [ali, ""],
        [can, ""],
      ],
    ],
    [
      "between semicolons",
      "5321234567;5331234567;",
      [
        [ali, ""],
        [can, ""],
      ],
    ],
    [
      "between blanks",
      "05321234567 05331234567",
      [
        [ali, ""],
        [can, ""],
      ],
    ],
    [
      "written with blanks, on one line",
      "0532 123 45 67 0533 123 45 67",
      [
        [ali, ""],
        [can, ""],
      ],
    ],
    [
      "written with a plus, on one line",
      "+90 532 123 45 67 +90 533 123 45 67",
      [
        [ali, ""],
        [can, ""],
      ],
    ],
    [
      "written without a zero, on one line",
      "532 123 45 67 533 123 45 67",
      [
        [ali, ""],
        [can, ""],
      ],
    ],
    [
      "a name behind a blank",
      "0532 123 45 67 Ali Kaya\n05331234567 Can",
      [
        [ali, "Ali Kaya"],
        [can, "Can"],
      ],
    ],
    [
      "a name behind a comma",
      "05321234567, Ali Kaya\n05331234567,Can",
      [
        [ali, "Ali Kaya"],
        [can, "Can"],
      ],
    ],
    [
      "a name behind a tab",
      "05321234567\tAli\n05331234567\t",
      [
        [ali, "Ali"],
        [can, ""],
      ],
    ],
    [
      "a name before the number",
      "Ali Kaya 0532 123 45 67\nCan: 05331234567",
      [
        [ali, "Ali Kaya"],
        [can, "Can:"],
      ],
    ],
    [
      "names behind several numbers of a line",
      "05321234567 Ali; 05331234567 Can",
      [
        [ali, "Ali"],
        [can, "Can"],
      ],
    ],
    [
      "in brackets",
      "(0532) 123 45 67; (0533) 123 45 67",
      [
        [ali, ""],
        [can, ""],
      ],
    ],
    ["in Arabic digits", "٠٥٣٢١٢٣٤٥٦٧", [[ali, ""]]],
    ["a name with quotes and delimiters", '05321234567 Ali "Usta" D\'Angelo', [[ali, 'Ali "Usta" D\'Angelo']]],
    [
      "blank lines between",
      "05321234567\r\n\r\n \r\n05331234567",
      [
        [ali, ""],
        [can, ""],
      ],
    ],
  ])("%s", async (_name, pasted, kept) => {
    expect(await readPasted(pasted)).toEqual({ kept, refused: [], rows: kept.length });
  });

  it("keep what is no number, so that it is refused with its own text", async () => {
    expect(await readPasted("05321234567\nbilinmiyor\n0555 Can\n02163844000\n05321234567")).toEqual({
      kept: [[ali, ""]],
      refused: [
        ["invalid", "bilinmiyor"],
        ["invalid", "0555"],
        ["landline", "02163844000"],
        ["duplicate", "05321234567"],
      ],
      rows: 5,
    });
  });

  it("copied from a spreadsheet keep all their columns", async () => {
    const table = "Ad\tTelefon\tŞehir\nAli\t05321234567\tMuğla\nCan\t05331234567\tİzmir";
    expect(pastedToList(table, columns)).toBe(table);
    expect((await readPasted(table)).kept).toEqual([
      [ali, "Ali"],
      [can, "Can"],
    ]);
    expect((await readPasted("Ad\tTelefon\nAli\t05321234567")).kept).toEqual([[ali, "Ali"]]);
  });

  it("number the lines as pasted, one below the header", () => {
    expect(pastedToList("05321234567 05331234567", columns).split("\r\n")).toEqual([
      '"Telefon";"Ad"',
      '"05321234567";""',
      '"05331234567";""',
    ]);
  });

  it("of nothing make nothing", () => {
    expect(pastedToList(" \n\t\n", columns)).toBe("");
  });

  it("end quickly however hostile the text", () => {
    const start = process.threadCpuUsage();
    for (const text of [
      " ".repeat(100_000),
      "5 ".repeat(50_000),
      "1 ".repeat(50_000),
      "٠ ".repeat(50_000),
      "a,".repeat(50_000),
      "(((".repeat(30_000),
      "+".repeat(50_000),
    ]) {
      pastedToList(text, columns);
    }
    const { user, system } = process.threadCpuUsage(start);
    expect(user + system).toBeLessThan(5_000_000);
  });
});
