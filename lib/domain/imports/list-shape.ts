import { parseMsisdn } from "#lib/domain/contacts/msisdn";
import { DomainError } from "#lib/domain/errors";
import { cleanColumnNames, columnLetters, isColumnName, phoneNameScore } from "./column-names.ts";
import { CsvReader } from "./csv-reader.ts";
import { TextReader } from "./encoding.ts";
import { type CsvRow, type Delimiter, delimiters, importLimits, type TextEncoding } from "./model.ts";

/** What a list looks like, found from its beginning. A person may correct all of it but the encoding. */
export interface ListShape {
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
  /** A usable, distinct name for every column. */
  readonly columns: readonly string[];
  /** Index of the column with the numbers to text, or null when no column looks like it. */
  readonly phoneColumn: number | null;
  /** The first records after the header. */
  readonly sample: readonly CsvRow[];
}

/** What a person has said about a list; null where what is found in it counts. */
export interface ShapeCorrections {
  readonly delimiter: Delimiter | null;
  readonly hasHeader: boolean | null;
}

const nothingCorrected: ShapeCorrections = { delimiter: null, hasHeader: null };

/** Records looked at; more change no decision and cost time. */
const sampleRows = 200;
/** A column without a telling name holds phone numbers when this share of its filled cells are Turkish mobiles. */
const plainShare = 0.5;
/** The same for a column whose name says phone. */
const namedShare = 0.1;

interface Candidate {
  /** What ended the look at it early, if anything did. */
  readonly refusal: DomainError | null;
  readonly delimiter: Delimiter;
  readonly rows: readonly CsvRow[];
  readonly width: number;
  readonly phone: { readonly index: number; readonly share: number } | null;
  readonly score: number;
}

/**
 * Finds out how a list is written from its first bytes: encoding, delimiter, header and the column with the numbers.
 *
 * @param beginning 64 KB are plenty; cut anywhere.
 * @param isWhole Whether that was the whole list.
 * @param corrections What a person has said; it is not judged again.
 * @throws DomainError what `TextReader` refuses; `import.empty` when there is no record, `import.header_only` when
 * there is only a header; the refusal of `CsvReader` when not one record could be read.
 */
export function findShape(
  beginning: Uint8Array,
  isWhole: boolean,
  corrections: ShapeCorrections = nothingCorrected,
): ListShape {
  const reader = new TextReader();
  const text = reader.push(beginning) + (isWhole ? reader.end() : reader.flush());
  const { delimiter, rows, width, phone, refusal } = bestCandidate(text, isWhole, corrections.delimiter);
  const [first] = rows;
  if (first === undefined) throw new DomainError("import.empty");
  const hasHeader = corrections.hasHeader ?? isHeader(first.cells, phone?.index ?? null);
  if (hasHeader && isWhole && rows.length === 1) throw refusal ?? new DomainError("import.header_only");
  const header = hasHeader ? first.cells : [];
  const columns = cleanColumnNames(Array.from({ length: width }, (_, index) => header[index] ?? columnLetters(index)));
  return {
    encoding: reader.encoding,
    delimiter,
    hasHeader,
    columns,
    phoneColumn: phone?.index ?? null,
    sample: hasHeader ? rows.slice(1) : rows,
  };
}

function bestCandidate(text: string, isWhole: boolean, corrected: Delimiter | null): Candidate {
  const directive = /^sep=([;,\t|])(?:\r|\n)/i.exec(text);
  const named = corrected ?? delimiters.find((delimiter) => delimiter === directive?.[1]);
  let best: Candidate | null = null;
  let tooWide: DomainError | null = null;
  let refusal: unknown = new DomainError("import.empty");
  for (const delimiter of named === undefined ? delimiters : [named]) {
    const rows: CsvRow[] = [];
    let early: DomainError | null = null;
    try {
      readSample(text, delimiter, isWhole, rows);
    } catch (error) {
      // The wrong delimiter can make a quote look unclosed; what was read before it still counts.
      if (!(error instanceof DomainError)) throw error;
      early = error;
      refusal = error;
    }
    if (rows.length === 0 && early?.code === "import.too_many_columns") tooWide = early;
    if (rows.length === 0) continue;
    const candidate = { ...judge(delimiter, rows.slice(0, sampleRows)), refusal: early };
    if (best === null || candidate.score > best.score) best = candidate;
  }
  if (best === null) throw refusal;
  // Nothing else divides the list, so what divides it into too many columns is its delimiter.
  if (tooWide !== null && best.width === 1 && best.phone === null) throw tooWide;
  return best;
}

function readSample(text: string, delimiter: Delimiter, isWhole: boolean, rows: CsvRow[]): void {
  const reader = new CsvReader(delimiter, importLimits);
  reader.read(text, rows);
  if (isWhole) reader.end(rows);
  else reader.flush(rows);
}

/** Ranks by the share of numbers found first, then by how evenly the records divide, then by the number of columns. */
function judge(delimiter: Delimiter, rows: readonly CsvRow[]): Omit<Candidate, "refusal"> {
  const widths = new Map<number, number>();
  for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  const [width, count] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  const phone = findPhoneColumn(rows, width);
  const evenness = width === 1 ? 0 : count / rows.length;
  return { delimiter, rows, width, phone, score: (phone?.share ?? 0) * 10 + evenness * 4 + Math.min(width, 50) / 50 };
}

function findPhoneColumn(rows: readonly CsvRow[], width: number): { index: number; share: number } | null {
  let best: { index: number; share: number; rank: number } | null = null;
  const header = rows[0]?.cells ?? [];
  for (let index = 0; index < width; index++) {
    const nameScore = phoneNameScore(header[index] ?? "");
    const share = mobileShare(rows, index);
    if (share < (nameScore > 0 ? namedShare : plainShare) && !(nameScore > 0 && rows.length === 1)) continue;
    // Among columns that do hold numbers, the one named for mobiles is meant rather than the fuller one.
    const rank = nameScore * 2 + share;
    if (best === null || rank > best.rank) best = { index, share, rank };
  }
  return best;
}

function mobileShare(rows: readonly CsvRow[], index: number): number {
  let filled = 0;
  let mobiles = 0;
  for (const [n, { cells }] of rows.entries()) {
    const parsed = parseMsisdn(cells[index] ?? "");
    // The first record may be the header, so words in it say nothing about the column.
    if (!parsed.ok && (parsed.verdict === "empty" || (n === 0 && parsed.cause === "letters"))) continue;
    filled++;
    if (parsed.ok) mobiles++;
  }
  return filled === 0 ? 0 : mobiles / filled;
}

/** A header has words where the numbers are; without numbers anywhere, its words must be those of lists. */
function isHeader(cells: readonly string[], phoneColumn: number | null): boolean {
  if (phoneColumn === null) return cells.some(isColumnName);
  const parsed = parseMsisdn(cells[phoneColumn] ?? "");
  if (parsed.ok) return false;
  if (phoneNameScore(cells[phoneColumn] ?? "") > 0) return true;
  const hasNumber = cells.some((cell) => {
    const other = parseMsisdn(cell);
    return other.ok || other.verdict === "landline" || other.verdict === "foreign";
  });
  return !hasNumber && (parsed.cause === "letters" || cells.some(isColumnName));
}
