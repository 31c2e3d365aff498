import { expect, it } from "vitest";
import { type ByteRanges, WorkbookProblem } from "./package.ts";
import { type SheetRow, workbookRows } from "./rows.ts";
import { type WorkbookParts, workbookOf } from "./workbook.fixture.ts";

const limits = { columns: 20, cellLength: 1_000 };

function rangesOf(bytes: Uint8Array): ByteRanges {
  return {
    size: bytes.length,
    async *read(start, end) {
      for (let at = start; at < end; at += 1_000) yield bytes.subarray(at, Math.min(at + 1_000, end));
    },
  };
}

async function rowsOf(bytes: Uint8Array): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const some of workbookRows(rangesOf(bytes), limits)) rows.push(...some);
  return rows;
}

const read = (parts: WorkbookParts) => rowsOf(workbookOf(parts));

it("reads shared, inline and computed texts, each row at its line and each cell in its column", async () => {
  const rows = await read({
    sharedStrings: "<si><t>Ad</t></si><si><r><t>Ay</t></r><r><t>şe &amp; co</t></r><rPh><t>yomi</t></rPh></si>",
    sheet: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Not</t></is></c></row>
      <row r="2"/><row r="4"><c r="B4" t="s"><v>1</v></c><c r="C4" t="str"><f>1+1</f><v>iki</v></c><c r="D4" t="b"><v>1</v></c></row>
      <row><c><v>7</v></c><c><v>8</v></c></row>`,
  });
  expect(rows).toEqual([
    { line: 1, cells: ["Ad", "", "Not"] },
    { line: 4, cells: ["", "Ayşe & co", "iki", "TRUE"] },
    { line: 5, cells: ["7", "8"] },
  ]);
});

it("gives numbers with all their digits and dates as people sort them", async () => {
  const rows = await read({
    styles: `<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="0&quot;day&quot;"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>`,
    sheet: `<row r="1"><c><v>5.321112233E9</v></c><c><v>905321112233</v></c><c s="1"><v>46086</v></c><c s="2"><v>46086.5</v></c>
      <c s="3"><v>12</v></c><c><v>12.5</v></c></row>`,
  });
  expect(rows[0]?.cells).toEqual(["5321112233", "905321112233", "2026-03-05", "2026-03-05 12:00:00", "12", "12.5"]);
});

it("gives fractions as the spreadsheet shows them, and nothing for an error", async () => {
  const rows = await read({
    sheet: `<row r="1"><c><v>299.99000000000001</v></c><c><v>1E-3</v></c><c><v>0.30000000000000004</v></c><c><v>5323330003.0000001</v></c>
      <c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><v>12345678901234567890</v></c></row>`,
  });
  expect(rows[0]?.cells).toEqual(["299.99", "0.001", "0.3", "5323330003", "", "12345678901234567890"]);
});

it("reads the first sheet that is shown, and knows no entity of a declaration", async () => {
  const [row] = await read({
    sheets: '<sheet name="Gizli" state="hidden" sheetId="2" r:id="rId2"/><sheet name="Liste" sheetId="1" r:id="rId1"/>',
    sheet: '<row r="1"><c t="str"><v>&lol;x</v></c></row>',
  });
  expect(row?.cells).toEqual(["&lol;x"]);
});

it("R-090 refuses what would burst, what is broken and what is none, without unpacking it", async () => {
  const bomb = workbookOf({ sheet: " ".repeat(40 * 1024 * 1024) });
  expect(bomb.length).toBeLessThan(200_000);
  await expect(rowsOf(bomb)).rejects.toMatchObject({ kind: "too_large" });
  const good = workbookOf({ sheet: "<row><c><v>1</v></c></row>" });
  for (const broken of [good.subarray(0, good.length - 30), good.subarray(30), Buffer.from("PK\x03\x04 no zip")]) {
    await expect(rowsOf(broken)).rejects.toBeInstanceOf(WorkbookProblem);
  }
  await expect(read({ sheet: '<row><c t="s"><v>3</v></c></row>' })).rejects.toMatchObject({ kind: "unreadable" });
});

it("R-090 builds no hole as wide as a reference says, and reads no cell further than its length is judged", async () => {
  const rows = await read({
    sheet: `<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576" t="str"><v>${"x".repeat(500_000)}</v></c></row>`,
  });
  expect(rows[0]?.cells).toHaveLength(limits.columns + 1);
  expect(rows[1]?.line).toBe(1_048_576);
  expect(rows[1]?.cells[0]?.length).toBeLessThan(200_000);
});

it("tells a fault of the store from a fault of the file", async () => {
  const bytes = rangesOf(workbookOf({ sheet: "" }));
  const failing: ByteRanges = {
    size: bytes.size,
    async *read() {
      yield* [];
      throw new Error("connection lost");
    },
  };
  const reading = workbookRows(failing, limits).next();
  await expect(reading).rejects.toThrow("connection lost");
});
