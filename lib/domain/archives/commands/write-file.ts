import { PassThrough, pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { ZipFile } from "yazl";
import type { Progress } from "#lib/domain/archives/commands/keep-file";
import { csvLine, csvStart } from "#lib/domain/exports/csv";
import type { Sheet, SheetCell, SheetFormat } from "#lib/domain/exports/sheet";
import { SHEET_PART, xlsxEnd, xlsxParts, xlsxRow, xlsxStart } from "#lib/domain/exports/xlsx";

/** Three times as fast as the default, for a tenth more bytes that are kept for a day. */
const LEVEL = 1;

/** One file inside an archive, as text. */
export interface Entry {
  readonly path: string;
  readonly text: AsyncIterable<string>;
}

interface Dialect {
  start(columns: readonly string[]): string;
  row(cells: readonly SheetCell[], line: number): string;
  end(): string;
}

const dialects: Readonly<Record<SheetFormat, Dialect>> = {
  csv: { start: csvStart, row: csvLine, end: () => "" },
  xlsx: { start: xlsxStart, row: xlsxRow, end: xlsxEnd },
};

/** Writes a sheet as text and counts its rows. */
export async function* sheetText(sheet: Sheet, format: SheetFormat, progress: Progress): AsyncGenerator<string> {
  const { start, row, end } = dialects[format];
  yield start(sheet.columns);
  let line = 1;
  for await (const rows of sheet.rows) {
    let text = "";
    for (const cells of rows) text += row(cells, ++line);
    progress.rows += rows.length;
    yield text;
  }
  yield end();
}

async function* encoded(text: AsyncIterable<string>, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const piece of text) {
    const bytes = Buffer.from(piece);
    count(bytes.length);
    if (bytes.length > 0) yield bytes;
  }
}

/** One text, compressed as it is written; whoever downloads it gets it as it was. */
export function gzipOf(text: AsyncIterable<string>, progress: Progress): AsyncIterable<Buffer> {
  const count = (bytes: number) => {
    progress.bytes += bytes;
  };
  // Whoever reads the end of it hears of what breaks on the way.
  return pipeline(Readable.from(encoded(text, count)), createGzip({ level: LEVEL }), () => undefined);
}

/** A ZIP of files, written one after the other: an entry is asked for its text when its turn has come. */
export async function* zipOf(entries: Iterable<Entry>, progress: Progress): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const output = new PassThrough();
  const mtime = new Date();
  zip.on("error", (error: Error) => output.destroy(error));
  const inputs = Array.from(entries, ({ path, text }) => {
    const input = Readable.from(encoded(text, () => undefined));
    input.once("end", () => {
      progress.filesDone += 1;
    });
    zip.addReadStream(input, path, { mtime, compressionLevel: LEVEL });
    return input;
  });
  zip.end();
  pipeline(zip.outputStream, output, () => undefined);
  try {
    for await (const chunk of output) {
      if (!Buffer.isBuffer(chunk)) throw new Error("a file is made of bytes");
      progress.bytes += chunk.length;
      yield chunk;
    }
  } finally {
    // Of a reader who leaves early the library tells nobody.
    for (const input of inputs) input.destroy();
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** A sheet as a workbook. */
export function xlsxOf(sheet: Sheet, progress: Progress): AsyncIterable<Buffer> {
  const parts = Object.entries(xlsxParts(sheet.name)).map(([path, text]) => ({ path, text: once(text) }));
  return zipOf([...parts, { path: SHEET_PART, text: sheetText(sheet, "xlsx", progress) }], progress);
}
