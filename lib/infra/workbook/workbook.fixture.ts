import { strToU8, zipSync } from "fflate";

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** What of a workbook a test says; the rest is the least that one needs. */
export interface WorkbookParts {
  /** The XML of the cells, between the tags of the sheet. */
  readonly sheet: string;
  readonly sharedStrings?: string;
  readonly styles?: string;
  /** The sheets of the book; the first one shown is at `rId1`. */
  readonly sheets?: string;
}

/** The bytes of a workbook. */
export function workbookOf({ sheet, sharedStrings, styles, sheets }: WorkbookParts): Uint8Array {
  const files: Record<string, string> = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook ${main} xmlns:r="${office}"><sheets>${
      sheets ?? '<sheet name="Liste" sheetId="1" r:id="rId1"/>'
    }</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/other.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": `<worksheet ${main}><sheetData>${sheet}</sheetData></worksheet>`,
    "xl/other.xml": "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
  };
  if (sharedStrings !== undefined) files["xl/sharedStrings.xml"] = `<sst ${main}>${sharedStrings}</sst>`;
  if (styles !== undefined) files["xl/styles.xml"] = `<styleSheet ${main}>${styles}</styleSheet>`;
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
}
