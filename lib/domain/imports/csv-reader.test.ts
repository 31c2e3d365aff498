import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { seeded } from "#lib/infra/draw.fixture";
import { CsvReader } from "./csv-reader.ts";
import { type CsvRow, type Delimiter, delimiters, importLimits } from "./model.ts";

function readAll(text: string, delimiter: Delimiter = ";", limits = importLimits): CsvRow[] {
  const rows: CsvRow[] = [];
  const reader = new CsvReader(delimiter, limits);
  reader.read(text, rows);
  reader.end(rows);
  return rows;
}

/** Forces the reader to work at every boundary, where it would otherwise collect. */
function readInPieces(text: string, pieceLength: number): CsvRow[] {
  const rows: CsvRow[] = [];
  const reader = new CsvReader(";");
  for (let at = 0; at < text.length; at += pieceLength) {
    reader.read(text.slice(at, at + pieceLength), rows);
    reader.flush(rows);
  }
  reader.end(rows);
  return rows;
}

const cellsOf = (rows: readonly CsvRow[]) => rows.map(({ cells }) => cells);
const linesOf = (rows: readonly CsvRow[]) => rows.map(({ line }) => line);

describe("CsvReader", () => {
  it.each([
    [
      "plain cells",
      "a;b\nc;d\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
      [1, 2],
    ],
    [
      "no line break at the end",
      "a;b\nc;d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
      [1, 2],
    ],
    [
      "CRLF",
      "a;b\r\nc;d\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
      [1, 2],
    ],
    [
      "CR alone",
      "a;b\rc;d\r",
      [
        ["a", "b"],
        ["c", "d"],
      ],
      [1, 2],
    ],
    ["all three mixed", "a\r\nb\rc\nd", [["a"], ["b"], ["c"], ["d"]], [1, 2, 3, 4]],
    [
      "empty cells",
      ";a;\n;;\n",
      [
        ["", "a", ""],
        ["", "", ""],
      ],
      [1, 2],
    ],
    ["a delimiter at the very end", "a;", [["a", ""]], [1]],
    ["blanks are kept", " a ; b \n", [[" a ", " b "]], [1]],
    ["quoted cells", '"a;b";"c""d";""\n', [["a;b", 'c"d', ""]], [1]],
    ["a quoted cell at the very end", 'a;"b"', [["a", "b"]], [1]],
    ["only quotes", '""""\n', [['"']], [1]],
    ["a quote inside a cell", 'a"b;c"\n', [['a"b', 'c"']], [1]],
    ["blanks after a closing quote", '"a"  ;b\n', [["a", "b"]], [1]],
    ["text after a closing quote", '"a"b c;d\n', [["ab c", "d"]], [1]],
    ["blank lines pass", "a\n\n \n\nb\n\n", [["a"], ["b"]], [1, 5]],
    ["an empty quoted cell is no blank line", 'a\n""\nb', [["a"], [""], ["b"]], [1, 2, 3]],
    ["uneven records", "a;b;c\nd\ne;f\n", [["a", "b", "c"], ["d"], ["e", "f"]], [1, 2, 3]],
    ["a cell over two lines", 'a;"b\nc";d\ne\n', [["a", "b\nc", "d"], ["e"]], [1, 3]],
    ["a cell over many lines, all kinds of break", '"b\r\nc\rd\n\n";x\r\ny', [["b\r\nc\rd\n\n", "x"], ["y"]], [1, 6]],
    ["two cells over lines in one record", '"a\nb";"c\nd"\ne', [["a\nb", "c\nd"], ["e"]], [1, 4]],
    ["a separator line", "sep=;\r\na;b\r\n", [["a", "b"]], [2]],
    ["nothing", "", [], []],
    ["only line breaks", "\n\r\n\r", [], []],
  ])("%s", (_name, text, cells, lines) => {
    const rows = readAll(text);
    expect(cellsOf(rows)).toEqual(cells);
    expect(linesOf(rows)).toEqual(lines);
    for (const length of [1, 2, 3, 5]) {
      // A separator line is looked for once, so the first piece must hold it.
      if (!text.startsWith("sep=")) expect(readInPieces(text, length)).toEqual(rows);
    }
  });

  it.each(delimiters)("divides at %j", (delimiter) => {
    expect(cellsOf(readAll(`a${delimiter}"b${delimiter}"\n`, delimiter))).toEqual([["a", `b${delimiter}`]]);
  });

  it("reads what papaparse reads, on 3,000 seeded lists, in any pieces", () => {
    const next = seeded(42);
    const letters = ["a", "ş", " ", '"', ";", "\n", "\r\n", "😀", "=", "'"];
    for (let n = 0; n < 3_000; n++) {
      const width = 1 + next(4);
      const records = Array.from({ length: 1 + next(6) }, () =>
        Array.from({ length: width }, () =>
          Array.from({ length: next(6) }, () => letters[next(letters.length)]).join(""),
        ),
      );
      const text = records.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(";")).join("\n");
      const theirs = Papa.parse<string[]>(text, { delimiter: ";", newline: "\n" }).data;
      const ours = readAll(text);
      expect(cellsOf(ours)).toEqual(theirs);
      expect(cellsOf(ours)).toEqual(records);
      expect(readInPieces(text, 1 + next(7))).toEqual(ours);
    }
  });

  it("gives the physical line of every record", () => {
    const next = seeded(43);
    for (let n = 0; n < 500; n++) {
      let line = 1;
      let text = "";
      const expected: number[] = [];
      for (let record = 0; record < 20; record++) {
        const breaks = next(4);
        expected.push(line);
        text += `x;"${"\n".repeat(breaks)}"${["\n", "\r\n", "\r"][next(3)]}`;
        line += breaks + 1;
      }
      expect(linesOf(readAll(text))).toEqual(expected);
    }
  });
});

describe("CsvReader refuses", () => {
  const refusal = (code: string, detail: object) => expect.objectContaining({ code, detail });

  it("a quote that is never closed, with the line where it opened", () => {
    expect(() => readAll('a;b\nc;d\ne;"f\ng;h\n')).toThrow(refusal("import.unclosed_quote", { line: 3 }));
    expect(() => readAll('"')).toThrow(refusal("import.unclosed_quote", { line: 1 }));
    expect(() => readAll('a\n"x\ny";"z')).toThrow(refusal("import.unclosed_quote", { line: 3 }));
  });

  it("a quote that only the next quoted cell seems to close, before it swallows people", () => {
    expect(() => readAll('a;b\nc;"d\ne;f\ng;"h"\n')).toThrow(refusal("import.unclosed_quote", { line: 2 }));
  });

  it("a quote left open in a long list, after 32 KB and not at its end", () => {
    const rows: CsvRow[] = [];
    const reader = new CsvReader(";");
    const pull = () => {
      for (let piece = 0; piece < 1_000; piece++) reader.read(piece === 0 ? 'a;"b\n' : "c;d\n".repeat(4_096), rows);
    };
    expect(pull).toThrow(refusal("import.unclosed_quote", { line: 1 }));
  });

  it.each(["", '"'])("a cell above 32 KB, and takes one of exactly 32 KB (%j around it)", (quote) => {
    const { fieldLength: limit } = importLimits;
    const list = (length: number) => `a;b\n${quote}${"x".repeat(length)}${quote};d\n`;
    expect(readAll(list(limit))).toHaveLength(2);
    expect(() => readAll(list(limit + 1))).toThrow(refusal("import.field_too_long", { line: 2, limit }));
  });

  it.each(["", '"'])("a cell of 50 MB having looked at no more than its beginning (%j before it)", (quote) => {
    const reader = new CsvReader(";");
    const piece = "x".repeat(65_536);
    let pulled = 0;
    const pull = () => {
      reader.read(`a;${quote}`, []);
      for (; pulled < 800; pulled++) reader.read(piece, []);
    };
    expect(pull).toThrow(refusal("import.field_too_long", { line: 1, limit: importLimits.fieldLength }));
    expect(pulled).toBeLessThan(2);
  });

  it("text after a closing quote that never ends", () => {
    expect(() => readAll(`"a"${"x".repeat(40_000)}\n`)).toThrow(
      refusal("import.field_too_long", { line: 1, limit: 32_768 }),
    );
  });

  it("201 columns and takes 200", () => {
    expect(readAll(`a\n${";".repeat(199)}\n`)[1]?.cells).toHaveLength(200);
    expect(() => readAll(`a\n${";".repeat(200)}\n`)).toThrow(
      refusal("import.too_many_columns", { line: 2, limit: 200 }),
    );
    expect(() => readAll(`a\n${";".repeat(200)}`)).toThrow(refusal("import.too_many_columns", { line: 2, limit: 200 }));
    expect(() => readAll(";".repeat(1_000_000))).toThrow(refusal("import.too_many_columns", { line: 1, limit: 200 }));
  });

  it("but first gives the records before the fault", () => {
    const rows: CsvRow[] = [];
    const reader = new CsvReader(";");
    reader.read('a;b\nc;d\n"e', rows);
    expect(() => reader.end(rows)).toThrow("import.unclosed_quote");
    expect(cellsOf(rows)).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });
});
