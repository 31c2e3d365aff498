import { cleanValue } from "#lib/domain/campaigns/clean-value";
import { columnKey } from "#lib/domain/imports/column-names";
import { type ContactFields, contactLimits, type ListType, searchKey } from "./contact.ts";

/** What happens to people who are contacts already: empty fields filled, everything written over, or nothing. */
export const existingChoices = ["fill", "overwrite", "skip"] as const;

/** How the columns of a list become contacts. */
export interface ListColumns {
  readonly columns: readonly string[];
  readonly phoneColumn: number | null;
  readonly nameColumn: number | null;
  /** Says which list of İYS a person stands on. */
  readonly listColumn: number | null;
  readonly takesFields: boolean;
}

/** What a row of a list says of a person. */
export interface ListPerson {
  readonly name: string;
  readonly key: string;
  /** The list of İYS the row puts the person on; null where it says nothing of it. */
  readonly list: ListType | null;
  readonly fields: ContactFields;
}

/** Names of columns that hold names of people, as they are compared. */
const nameColumns = ["ad soyad", "adi soyadi", "isim soyisim", "ad", "adi", "isim", "musteri", "name", "full name"];

/** The same of columns that say which list of İYS a person stands on; the last is that of our own export. */
const listColumns = [
  "iys listesi",
  "liste turu",
  "liste tipi",
  "alici turu",
  "alici tipi",
  "recipient type",
  "iys list",
];

/** How lists write the two lists of İYS. */
const listWords: ReadonlyMap<string, ListType> = new Map([
  ["bireysel", "individual"],
  ["individual", "individual"],
  ["tacir", "merchant"],
  ["merchant", "merchant"],
]);

function findColumn(columns: readonly string[], names: readonly string[]): number | null {
  const keys = columns.map(columnKey);
  for (const name of names) {
    const at = keys.indexOf(name);
    if (at >= 0) return at;
  }
  return null;
}

/** The column that most likely holds the names; null when none says so. */
export function findNameColumn(columns: readonly string[]): number | null {
  return findColumn(columns, nameColumns);
}

/** The column that says which list of İYS a person stands on; null when none does. */
export function findListColumn(columns: readonly string[]): number | null {
  return findColumn(columns, listColumns);
}

/** Reads one row. Cells without a text say nothing, and what is longer than a contact keeps is cut. */
export function personIn(
  cells: readonly string[],
  { columns, phoneColumn, nameColumn, listColumn, takesFields }: ListColumns,
): ListPerson {
  const name = nameColumn === null ? "" : cut(cells[nameColumn] ?? "", contactLimits.name);
  // What names neither list stays what it is: a field.
  const list = listWords.get(columnKey(cells[listColumn ?? -1] ?? "")) ?? null;
  const fields: Record<string, string> = {};
  for (const [at, column] of takesFields ? columns.entries() : []) {
    if (at === phoneColumn || at === nameColumn || (list !== null && at === listColumn)) continue;
    if (Object.keys(fields).length === contactLimits.fields) continue;
    const value = cut(cells[at] ?? "", contactLimits.fieldValue);
    if (value !== "") fields[cut(column, contactLimits.fieldName)] = value;
  }
  return { name, key: searchKey(name), list, fields };
}

/** One line, trimmed and cut; half a surrogate pair at the cut would make the text unfit for the database. */
function cut(text: string, length: number): string {
  return cleanValue(text)
    .replace(/\s+/g, " ")
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, "");
}
