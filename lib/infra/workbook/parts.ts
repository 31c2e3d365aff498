import { StringDecoder } from "node:string_decoder";
import { Parser } from "htmlparser2";
import { type WorkbookPackage, WorkbookProblem } from "./package.ts";

type Attributes = Readonly<Record<string, string | undefined>>;

/** What happens while a part is read; names come without their prefix. */
export interface PartHandler {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

const plain = (name: string) => name.slice(name.indexOf(":") + 1);

/** Feeds a part to a handler, and comes back after every piece. Declarations are passed over: no entity is ever made. */
export async function* readPart(file: WorkbookPackage, path: string, handler: PartHandler): AsyncGenerator<void> {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => handler.open?.(plain(name), attributes),
      ontext: (text) => handler.text?.(text),
      onclosetag: (name) => handler.close?.(plain(name)),
    },
    { xmlMode: true },
  );
  const decoder = new StringDecoder("utf8");
  for await (const piece of file.read(path)) {
    parser.write(decoder.write(piece));
    yield;
  }
  parser.end();
  yield;
}

async function whole(file: WorkbookPackage, path: string, handler: PartHandler): Promise<void> {
  for await (const _ of readPart(file, path, handler));
}

/** Sheets that are offered; nobody looks through more. */
const MOST_SHEETS = 50;
/** Letters of a sheet's name that are kept; programs allow 31. */
const LONGEST_NAME = 64;

/** A sheet's name as it can be kept and shown: without NUL, and cut between two letters. */
function nameOf(written: string): string {
  const name = written.replaceAll("\0", "").slice(0, LONGEST_NAME);
  return name.replace(/[\ud800-\udbff]$/, "");
}

/** A sheet that is shown: its name, and what leads to its place. */
interface ShownSheet {
  readonly name: string;
  readonly relation: string | undefined;
}

/** Which sheets a workbook shows, in their order, and from which day its dates count. */
export async function readBook(
  file: WorkbookPackage,
): Promise<{ readonly sheets: readonly ShownSheet[]; readonly is1904: boolean }> {
  const sheets: ShownSheet[] = [];
  let is1904 = false;
  await whole(file, "xl/workbook.xml", {
    open(name, attributes) {
      if (name === "workbookPr") is1904 = /^(1|true)$/.test(attributes.date1904 ?? "");
      const isShown = name === "sheet" && (attributes.state ?? "visible") === "visible";
      if (isShown && sheets.length < MOST_SHEETS) {
        sheets.push({ name: nameOf(attributes.name ?? ""), relation: attributes["r:id"] });
      }
    },
  });
  return { sheets, is1904 };
}

/** Where a sheet lies. @throws WorkbookProblem when there is none. */
export async function pathOfSheet(file: WorkbookPackage, sheet: ShownSheet | undefined): Promise<string> {
  const relation = sheet?.relation;
  let path: string | undefined;
  await whole(file, "xl/_rels/workbook.xml.rels", {
    open(name, { Id, Target }) {
      if (name === "Relationship" && Id === relation && Target !== undefined) path = Target;
    },
  });
  if (path === undefined) throw new WorkbookProblem("unreadable");
  return path.startsWith("/") ? path.slice(1) : `xl/${path}`;
}

/** Numbers of the formats that spreadsheets bring along for dates and times. Source: ECMA-376 part 1, 18.8.30. */
const knownDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
/** Quoted words, escaped letters and colours say nothing about what a format shows. */
const wordsInFormat = /"[^"]*"|\\.|\[[^\]]*\]/g;

/** Which cell formats show a number as a date, by their place. */
export async function dateFormats(file: WorkbookPackage): Promise<readonly boolean[]> {
  const formats: boolean[] = [];
  if (!file.has("xl/styles.xml")) return formats;
  const dates = new Set(knownDates);
  let isInCells = false;
  await whole(file, "xl/styles.xml", {
    open(name, { numFmtId, formatCode }) {
      if (name === "cellXfs") isInCells = true;
      if (name === "numFmt" && /[ymdhs]/i.test((formatCode ?? "").replaceAll(wordsInFormat, "")))
        dates.add(Number(numFmtId));
      if (name === "xf" && isInCells) formats.push(dates.has(Number(numFmtId)));
    },
    close(name) {
      if (name === "cellXfs") isInCells = false;
    },
  });
  return formats;
}

/** Texts that cells point to. Beyond this a list is no list of people. */
const MOST_STRINGS = 4_000_000;
const MOST_STRING_BYTES = 96 * 1024 * 1024;

/** The texts that cells point to, close together and outside the heap: there can be a million. */
export class SharedTexts {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #ends = new Uint32Array(1024);
  #count = 0;

  add(text: string): void {
    const start = this.#count === 0 ? 0 : (this.#ends[this.#count - 1] ?? 0);
    const end = start + Buffer.byteLength(text);
    if (this.#count === MOST_STRINGS || end > MOST_STRING_BYTES) throw new WorkbookProblem("too_large");
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    if (this.#count === this.#ends.length) {
      const longer = new Uint32Array(this.#ends.length * 2);
      longer.set(this.#ends);
      this.#ends = longer;
    }
    this.#bytes.write(text, start);
    this.#ends[this.#count++] = end;
  }

  /** @throws WorkbookProblem when there is no such text. */
  get(index: number): string {
    const end = index < this.#count ? this.#ends[index] : undefined;
    if (end === undefined) throw new WorkbookProblem("unreadable");
    return this.#bytes.toString("utf8", index === 0 ? 0 : this.#ends[index - 1], end);
  }
}

/** Reads the texts that cells point to; readings of Japanese words beside them are passed over. */
export async function sharedTexts(file: WorkbookPackage, longest: number): Promise<SharedTexts> {
  const texts = new SharedTexts();
  if (!file.has("xl/sharedStrings.xml")) return texts;
  let text = "";
  let isText = false;
  let isReading = false;
  await whole(file, "xl/sharedStrings.xml", {
    open(name) {
      if (name === "si") text = "";
      if (name === "rPh") isReading = true;
      isText = name === "t";
    },
    text(more) {
      if (isText && !isReading && text.length <= longest) text += more;
    },
    close(name) {
      if (name === "t") isText = false;
      if (name === "rPh") isReading = false;
      if (name === "si") texts.add(text);
    },
  });
  return texts;
}
