import { columnKey } from "#lib/domain/imports/column-names";
import { type ContactFields, contactLimits, searchKey } from "./contact.ts";

/** What happens to people who are contacts already: empty fields filled, everything written over, or nothing. */
export const existingChoices = ["fill", "overwrite", "skip"] as const;

/** How the columns of a list become contacts. */
export interface ListColumns {
  readonly columns: readonly string[];
  readonly phoneColumn: number | null;
  readonly nameColumn: number | null;
  readonly takesFields: boolean;
}

/** What a row of a list says of a person. */
export interface ListPerson {
  readonly name: string;
  readonly key: string;
  readonly fields: ContactFields;
}

/** Names of columns that hold names of people, as they are compared. */
const nameColumns = ["ad soyad", "adi soyadi", "isim soyisim", "ad", "adi", "isim", "musteri", "name", "full name"];

/** The column that most likely holds the names; null when none says so. */
export function findNameColumn(columns: readonly string[]): number | null {
  const keys = columns.map(columnKey);
  for (const name of nameColumns) {
    const at = keys.indexOf(name);
    if (at >= 0) return at;
  }
  return null;
}

/** Reads one row. Cells without a text say nothing, and what is longer than a contact keeps is cut. */
export function personIn(
  cells: readonly string[],
  { columns, phoneColumn, nameColumn, takesFields }: ListColumns,
): ListPerson {
  const name = nameColumn === null ? "" : cut(cells[nameColumn] ?? "", contactLimits.name);
  const fields: Record<string, string> = {};
  for (const [at, column] of takesFields ? columns.entries() : []) {
    if (at === phoneColumn || at === nameColumn || Object.keys(fields).length === contactLimits.fields) continue;
    const value = cut(cells[at] ?? "", contactLimits.fieldValue);
    if (value !== "") fields[cut(column, contactLimits.fieldName)] = value;
  }
  return { name, key: searchKey(name), fields };
}

/** One line, trimmed and cut; half a surrogate pair at the cut would make the text unfit for the database. */
function cut(text: string, length: number): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, "");
}
