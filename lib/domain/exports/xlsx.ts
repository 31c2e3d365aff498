import { guardCell } from "#lib/domain/exports/csv";
import type { SheetCell } from "#lib/domain/exports/sheet";

// The smallest workbook spreadsheets open without a word, one sheet. Source: ECMA-376, Office Open XML, part 1.

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Where the sheet lies in the file. */
export const SHEET_PART = "xl/worksheets/sheet1.xml";

/** The cell formats of the style sheet below, by their place in it. */
const style = { whole: 1, time: 2, guarded: 3, header: 4 } as const;

/** More does not fit into a cell, nor into a name of a sheet. Source: Microsoft, "Excel specifications and limits". */
const LONGEST_CELL = 32_767;
const LONGEST_NAME = 31;

// What XML cannot hold at all, a half of a pair included, and what makes a name of a sheet be refused.
const unwritable = /[^\t\n\r\P{Cc}]|[\ufffe\uffff\p{Cs}]/gu;
const special = /[&<>"\r]/g;
const awkward = /[&<>"\r\ufffe\uffff\p{Cs}]|[^\t\n\r\P{Cc}]/u;
const inName = /[\\/?*[\]:]/g;
const entities: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" },
};

function xmlText(text: string): string {
  if (!awkward.test(text)) return text;
  return text.replace(unwritable, "").replace(special, (sign) => entities[sign] ?? sign);
}

/** Days since 30 December 1899, as spreadsheets count time. */
function serialOf(local: string): number {
  return Date.parse(`${local.replace(" ", "T")}Z`) / 86_400_000 + 25_569;
}

function textCell(place: string, text: string, format = 0): string {
  const cut = text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL) : text;
  return `<c r="${place}" s="${format}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cut)}</t></is></c>`;
}

function cellXml(place: string, value: SheetCell): string {
  if (value === null || value === "") return "";
  if (typeof value === "string") {
    // Text is never computed in this format. Its mark keeps it text when somebody edits the cell or saves it as CSV.
    return guardCell(value) === value ? textCell(place, value) : textCell(place, value, style.guarded);
  }
  if (typeof value === "boolean") return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "object") return `<c r="${place}" s="${style.time}"><v>${serialOf(value.local)}</v></c>`;
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error("an export holds finite numbers only");
  return `<c r="${place}" s="${style.whole}"><v>${value}</v></c>`;
}

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** The names of columns: A to Z, then AA to ZZ. */
const places = ["", ...letters].flatMap((first) => letters.map((second) => first + second));

/** Writes the row that is the `line`th of the sheet; numbers stay numbers, phone numbers without an exponent. */
export function xlsxRow(cells: readonly SheetCell[], line: number): string {
  if (cells.length > places.length) throw new Error(`a sheet of ours has at most ${places.length} columns`);
  let row = `<row r="${line}">`;
  for (let at = 0; at < cells.length; at++) row += cellXml(`${places[at]}${line}`, cells[at] ?? null);
  return `${row}</row>`;
}

/** Writes the sheet up to its first row: the header stays in view. */
export function xlsxStart(columns: readonly string[]): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const view = `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`;
  const widths = `<cols><col min="1" max="${columns.length}" width="20" customWidth="1"/></cols>`;
  const header = columns.map((name, at) => textCell(`${places[at]}1`, name, style.header)).join("");
  return `${head}<worksheet ${main}>${view}${widths}<sheetData><row r="1">${header}</row>`;
}

/** Writes the end of the sheet. */
export function xlsxEnd(): string {
  return "</sheetData></worksheet>";
}

/** Every other part of the file by its place, small and known beforehand. */
export function xlsxParts(sheetName: string): Readonly<Record<string, string>> {
  const name = xmlText(sheetName.replaceAll(inName, " ").slice(0, LONGEST_NAME).trim() || "1");
  const override = (part: string, kind: string) => `<Override PartName="/${part}" ContentType="${types}.${kind}+xml"/>`;
  const relation = (id: number, kind: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${relations}/${kind}" Target="${target}"/>`;
  const related = (inside: string) =>
    `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`;
  return {
    "[Content_Types].xml": `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override("xl/workbook.xml", "sheet.main")}${override(SHEET_PART, "worksheet")}${override("xl/styles.xml", "styles")}</Types>`,
    "_rels/.rels": related(relation(1, "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `${head}<workbook ${main} xmlns:r="${relations}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": related(
      relation(1, "worksheet", "worksheets/sheet1.xml") + relation(2, "styles", "styles.xml"),
    ),
    "xl/styles.xml": `${head}<styleSheet ${main}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf numFmtId="1" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" quotePrefix="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
  };
}
