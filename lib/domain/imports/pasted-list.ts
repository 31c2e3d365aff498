import { parseMsisdn } from "#lib/domain/contacts/msisdn";
import { isColumnName } from "./column-names.ts";

/** Names of the two columns a pasted list gets, in the language of the person. */
export interface PastedColumns {
  readonly number: string;
  readonly name: string;
}

/** A run of what numbers are written with, at the beginning of the rest of a line. */
const numberRun = /^[+(＋]?[\d٠-٩۰-۹０-９][\d٠-٩۰-۹０-９\s()./\-\u2010-\u2015+]*/u;
const wordRun = /^[^,;\t\d٠-٩۰-۹０-９+＋]+/u;
const between = /^[,;\t\s]+/;

/** A number of a pasted line as it was written, and the name beside it; either may be empty. */
export interface PastedEntry {
  number: string;
  name: string;
}

/**
 * Turns pasted numbers into a list the ordinary reader takes: `;`, a header, one number per line and its name.
 *
 * Numbers stand one per line or between commas, semicolons, tabs or blanks, each with a name after it if wanted; a line
 * with one number may have the name before it. What is no number keeps its line, so that the reader refuses it with its
 * text. A table copied from a spreadsheet, with a header or more than two columns, is passed on as it is.
 */
export function pastedToList(pasted: string, columns: PastedColumns): string {
  const lines = pasted.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  if (isTable(lines)) return pasted;
  const entries = lines.flatMap(pastedEntries);
  if (entries.length === 0) return "";
  const rows = [{ number: columns.number, name: columns.name }, ...entries];
  return rows.map(({ number, name }) => `${quoted(number)};${quoted(name)}`).join("\r\n");
}

function isTable(lines: readonly string[]): boolean {
  const [first = ""] = lines;
  const width = first.split("\t").length;
  const isHeader = !first.split("\t").some((cell) => parseMsisdn(cell).ok) && first.split("\t").some(isColumnName);
  return (width > 2 || (width === 2 && isHeader)) && lines.every((line) => line.split("\t").length === width);
}

/** Parts one pasted line into its numbers, each with its name; a line without any stands whole in `number`. */
export function pastedEntries(line: string): PastedEntry[] {
  const entries: PastedEntry[] = [];
  let loose = "";
  let rest = line.trim();
  while (rest !== "") {
    const run = numberRun.exec(rest)?.[0];
    if (run !== undefined) for (const number of splitRun(run)) entries.push({ number, name: "" });
    const word = run ?? wordRun.exec(rest)?.[0] ?? between.exec(rest)?.[0] ?? rest.charAt(0);
    if (run === undefined && between.exec(rest) === null) {
      const last = entries.at(-1);
      if (last === undefined) loose = joinWords(loose, word);
      else last.name = joinWords(last.name, word);
    }
    rest = rest.slice(word.length);
  }
  const [only] = entries;
  if (only === undefined) return [{ number: loose, name: "" }];
  if (loose !== "") only.name = joinWords(loose, only.name);
  return entries;
}

/** Longer than any number is written. Junk is given up there, so that a long run of it takes no more time per character. */
const longestNumber = 48;
/** A name is cut here, for the same reason. */
const longestName = 200;

/** Parts a run of digits and blanks into numbers: the shortest groups that are numbers, and what is left over. */
function splitRun(run: string): string[] {
  if (parseMsisdn(run).ok) return [run.trim()];
  const numbers: string[] = [];
  let group = "";
  for (const token of run.trim().split(/\s+/)) {
    group = group === "" ? token : `${group} ${token}`;
    if (group.length < longestNumber && !parseMsisdn(group).ok) continue;
    numbers.push(group);
    group = "";
  }
  if (group !== "") numbers.push(group);
  return numbers;
}

function joinWords(first: string, second: string): string {
  if (first.length >= longestName) return first;
  return [first.trim(), second.trim()]
    .filter((word) => word !== "")
    .join(" ")
    .slice(0, longestName);
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
