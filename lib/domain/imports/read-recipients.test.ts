import { describe, expect, it } from "vitest";
import { csvLine, csvStart } from "#lib/domain/exports/csv";
import { type ExportOptions, exportedList } from "../../../e2e/fixtures/exported-list.ts";
import { importLimits, type KeptRow, type RefusedRow } from "./model.ts";
import { type ReadingOptions, readRecipients } from "./read-recipients.ts";
import { ListMapping } from "./schema.ts";

const mapping = (choice: Partial<ListMapping> = {}) =>
  ListMapping.parse({ delimiter: ";", hasHeader: true, columnCount: 2, phoneColumn: 1, ...choice });

/** The bytes in pieces of one length, which never fall on the borders of rows. */
async function* inPieces(pieces: Iterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += length) yield piece.subarray(at, at + length);
  }
}

async function readAll(source: AsyncIterable<Uint8Array>, choice: ListMapping, options?: ReadingOptions) {
  const reading = readRecipients(source, choice, options);
  const kept: KeptRow[] = [];
  const refused: RefusedRow[] = [];
  const sizes: number[] = [];
  for await (const batch of reading.batches) {
    kept.push(...batch.kept);
    refused.push(...batch.refused);
    sizes.push(batch.kept.length + batch.refused.length);
    const { rows, kept: count, refused: reasons } = reading.totals;
    expect(Object.values(reasons).reduce((sum, n) => sum + n, count)).toBe(rows);
  }
  return { kept, refused, sizes, totals: reading.totals, encoding: reading.encoding() };
}

const readText = (text: string, choice = mapping(), options?: ReadingOptions) =>
  readAll(inPieces([new TextEncoder().encode(text)], 7), choice, options);

describe("readRecipients on messy lists with a known truth", () => {
  const shapes: Omit<ExportOptions, "rows">[] = [
    { seed: 1 },
    { seed: 2, delimiter: ",", newline: "\n" },
    { seed: 3, delimiter: "\t", newline: "\r" },
    { seed: 4, delimiter: "|", encoding: "utf-8-bom" },
    { seed: 5, encoding: "windows-1254" },
    { seed: 6, encoding: "utf-16le", newline: "\n" },
    { seed: 7, hasHeader: false },
  ];

  it.each(shapes)("keeps and refuses exactly the right rows: %j", async (shape) => {
    const list = exportedList({ rows: 20_000, ...shape });
    const { delimiter = ";", hasHeader = true } = shape;
    const choice = mapping({ delimiter, hasHeader, columnCount: list.columns.length, phoneColumn: list.phoneColumn });
    const { kept, refused, totals } = await readAll(inPieces(list.pieces, 10_007), choice);
    const { truth } = list;
    expect(totals).toMatchObject({ rows: 20_000, kept: truth.kept, refused: truth.refused });
    expect(Object.values(truth.refused).every((count) => count > 0)).toBe(true);
    expect(new Set(kept.map(({ msisdn }) => msisdn)).size).toBe(truth.kept);
    expect(kept.slice(0, truth.numbers.length).map(({ line, msisdn }) => ({ line, msisdn }))).toEqual(truth.numbers);
    expect(refused.slice(0, truth.refusals.length).map(({ line, reason }) => ({ line, reason }))).toEqual(
      truth.refusals,
    );
    expect(kept.every(({ cells }) => cells.length === list.columns.length)).toBe(true);
    const repairs = Object.values(totals.repairs).reduce((sum, n) => sum + n, 0);
    expect(repairs).toBe(truth.kept);
  });

  it("gives the same whatever the pieces and the batches", async () => {
    const choice = mapping({ columnCount: 6, phoneColumn: 2 });
    const whole = await readAll(inPieces(exportedList({ rows: 2_000 }).pieces, 1e9), choice);
    for (const length of [1, 17, 4_096]) {
      const again = await readAll(inPieces(exportedList({ rows: 2_000 }).pieces, length), choice, {
        batchSize: length,
        seed: length,
      });
      expect(again.kept).toEqual(whole.kept);
      expect(again.refused).toEqual(whole.refused);
    }
  });

  it("hands rows over in batches of the chosen size", async () => {
    const { sizes } = await readAll(
      inPieces(exportedList({ rows: 5_000 }).pieces, 65_536),
      mapping({ columnCount: 6, phoneColumn: 2 }),
    );
    expect(Math.max(...sizes)).toBe(2_000);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(5_000);
  });
});

describe("readRecipients says of every refused row", () => {
  it("its line, its reason and the number as written", async () => {
    const { kept, refused } = await readText(
      [
        "Ad;Tel",
        "Ali;05321234567",
        "Veli;+90 532 123 45 67",
        '"Can\nCan";yok',
        "Ece;02163844000",
        "Efe;+31612345678",
        "Su;",
        "Ada;5,32E+09",
        "Nil;0533 123 45 67;x",
        "Naz",
      ].join("\r\n"),
    );
    expect(kept).toEqual([{ line: 2, msisdn: 905321234567, repair: "spelling", cells: ["Ali", "05321234567"] }]);
    expect(refused.map(({ cells, ...row }) => row)).toEqual([
      { line: 3, reason: "duplicate", raw: "+90 532 123 45 67", firstLine: 2 },
      { line: 4, reason: "invalid", raw: "yok", cause: "letters" },
      { line: 6, reason: "landline", raw: "02163844000" },
      { line: 7, reason: "foreign", raw: "+31612345678" },
      { line: 8, reason: "empty", raw: "" },
      { line: 9, reason: "invalid", raw: "5,32E+09", cause: "digits_lost" },
      { line: 10, reason: "ragged", raw: "0533 123 45 67", cellCount: 3 },
      { line: 11, reason: "ragged", raw: "Naz", cellCount: 1 },
    ]);
  });

  it("no more of the cell than 200 characters, never half an emoji", async () => {
    const { refused } = await readText(`Ad;Tel\nA;${"x".repeat(199)}😀${"y".repeat(50)}\n`);
    expect(refused[0]?.raw).toBe("x".repeat(199));
  });
});

describe("readRecipients and lists we exported", () => {
  it("gives back the cells as they were before they were guarded", async () => {
    const cells = ["=1+1", "05321234567", "iyi\n+2\r\n@x", "'=1", "D'Angelo"];
    const list = csvStart(["Not", "Tel", "A", "B", "C"]) + csvLine(cells);
    const { kept } = await readText(list, mapping({ delimiter: ",", columnCount: 5 }));
    expect(kept[0]?.cells).toEqual(cells);
  });
});

describe("readRecipients and records of the wrong length", () => {
  it("takes empty cells too many, which spreadsheets leave behind", async () => {
    const { kept } = await readText("Ad;Tel\nAli;05321234567;;\n");
    expect(kept).toMatchObject([{ cells: ["Ali", "05321234567"] }]);
  });

  it("reads a record that ends early only when told to", async () => {
    const text = "Ad;Tel;Not\nAli;05321234567\nVeli\n";
    const strict = await readText(text, mapping({ columnCount: 3 }));
    expect(strict.totals).toMatchObject({ rows: 2, kept: 0, refused: { ragged: 2 } });
    const padded = await readText(text, mapping({ columnCount: 3, padsShortRows: true }));
    expect(padded.kept).toMatchObject([{ cells: ["Ali", "05321234567", ""] }]);
    expect(padded.refused).toMatchObject([{ line: 3, reason: "empty" }]);
  });
});

describe("readRecipients refuses the whole list", () => {
  it.each([
    ["", "import.empty", {}],
    ["\n \n", "import.empty", {}],
    ["Ad;Tel\n", "import.header_only", {}],
    ['Ad;Tel\nAli;"0532\n', "import.unclosed_quote", { line: 2 }],
    ["Ad;Tel\nAli;\0\n", "import.nul_bytes", { line: 2 }],
    [`Ad;Tel\n${";".repeat(200)}\n`, "import.too_many_columns", { line: 2, limit: 200 }],
  ])("%j with %s", async (text, code, detail) => {
    await expect(readText(text)).rejects.toMatchObject({ code, detail });
  });

  it("without a column of numbers, before reading anything", async () => {
    let pulled = 0;
    async function* source() {
      pulled++;
      yield new Uint8Array(1);
    }
    const reading = readRecipients(source(), { ...mapping(), phoneColumn: 2 });
    const read = async () => {
      for await (const _batch of reading.batches) expect.unreachable();
    };
    await expect(read()).rejects.toMatchObject({ code: "import.no_phone_column" });
    expect(pulled).toBe(0);
  });

  it("above the limit of rows, and takes a list of exactly that many", async () => {
    const list = (rows: number) => `Ad;Tel\n${"a;b\n".repeat(rows)}`;
    const limits = { ...importLimits, rows: 100 };
    expect((await readText(list(100), mapping(), { limits })).totals.rows).toBe(100);
    await expect(readText(list(101), mapping(), { limits })).rejects.toMatchObject({
      code: "import.too_many_rows",
      detail: { limit: 100, line: 102 },
    });
  });

  it("above the limit of bytes, having pulled no more than that of an endless stream", async () => {
    let pulled = 0;
    const piece = new TextEncoder().encode("Ali;05321234567\n".repeat(4_096));
    async function* endless() {
      for (;;) {
        pulled += piece.length;
        yield piece;
      }
    }
    const limits = { ...importLimits, bytes: 4 * 1024 * 1024 };
    await expect(readAll(endless(), mapping(), { limits })).rejects.toMatchObject({ code: "import.too_large" });
    expect(pulled).toBeLessThanOrEqual(limits.bytes + piece.length);
  });
});

describe("the batches of a reading", () => {
  it("are no larger for 300,000 rows than for 30,000", {
    timeout: 60_000,
  }, async () => {
    const choice = mapping({ columnCount: 6, phoneColumn: 2 });
    const waitingAt = async (rows: number) => {
      const reading = readRecipients(inPieces(exportedList({ rows }).pieces, 65_536), choice);
      let largest = 0;
      for await (const { kept, refused } of reading.batches) largest = Math.max(largest, kept.length + refused.length);
      expect(reading.totals.rows).toBe(rows);
      return largest;
    };
    expect(await waitingAt(300_000)).toBe(await waitingAt(30_000));
  });
});

describe("ListMapping", () => {
  it("refuses a phone column the list does not have", () => {
    const bad = ListMapping.safeParse({ delimiter: ";", hasHeader: true, columnCount: 2, phoneColumn: 2 });
    expect(bad.error?.issues[0]?.message).toBe("import.no_phone_column");
    expect(ListMapping.safeParse({ delimiter: ":", hasHeader: true, columnCount: 2, phoneColumn: 1 }).success).toBe(
      false,
    );
    expect(ListMapping.safeParse({ delimiter: ";", hasHeader: true, columnCount: 201, phoneColumn: 1 }).success).toBe(
      false,
    );
  });
});
