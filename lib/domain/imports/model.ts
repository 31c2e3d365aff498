import type { InvalidCause, Msisdn, MsisdnRefusal, Repair } from "#lib/domain/contacts/model";
import type { ErrorCode } from "#lib/domain/errors";

/** Why a whole list is refused. Nothing of it is imported. */
export type ImportRefusal = Extract<ErrorCode, `import.${string}`>;

/** How the bytes of a list are written. UTF-16 is known by its byte order mark only. */
export type TextEncoding = "utf-8" | "windows-1254" | "utf-16le" | "utf-16be";

/** The characters that may stand between two cells. */
export const delimiters = [";", ",", "\t", "|"] as const;

/** One of the characters that may stand between two cells. */
export type Delimiter = (typeof delimiters)[number];

/** One record of a list. */
export interface CsvRow {
  /** Physical line on which the record starts, from 1; a quoted cell may span lines. In a pasted list, the entry's position. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** How far a list may go before it is refused. */
export interface ImportLimits {
  /** Bytes as received. */
  readonly bytes: number;
  /** Records, the header not counted. */
  readonly rows: number;
  /** Cells in one record. */
  readonly columns: number;
  /** UTF-16 units in one cell. */
  readonly fieldLength: number;
}

/** The limits of an ordinary import: a million people, and memory that stays flat whatever is uploaded. */
export const importLimits: ImportLimits = {
  bytes: 256 * 1024 * 1024,
  rows: 1_000_000,
  columns: 200,
  fieldLength: 32 * 1024,
};

/** Why one row is left out. The first four are verdicts on the number; `declined`: a person did not take what it was read as. */
export type RowRefusal = MsisdnRefusal | "duplicate" | "ragged" | "declined";

/** Every reason a row can be left out for, in the order reports list them. */
export const rowRefusals = [
  "empty",
  "invalid",
  "landline",
  "foreign",
  "duplicate",
  "ragged",
  "declined",
] as const satisfies RowRefusal[];

/** A person the list may be sent to. */
export interface KeptRow {
  readonly line: number;
  readonly msisdn: Msisdn;
  readonly repair: Repair;
  /** One cell per column of the list, as written. */
  readonly cells: readonly string[];
}

/** A row that was left out, with all a person needs to find and mend it. */
export interface RefusedRow {
  readonly line: number;
  readonly reason: RowRefusal;
  /** The number as written, cut to 200 characters; for a ragged row without a number cell, the start of the row. */
  readonly raw: string;
  /** Present when `reason` is `invalid`. */
  readonly cause?: InvalidCause;
  /** Line of the row that was kept, present when `reason` is `duplicate`. */
  readonly firstLine?: number;
  /** The whole row, unless it is ragged. */
  readonly cells?: readonly string[];
  /** Cells found, present when `reason` is `ragged`. */
  readonly cellCount?: number;
}

/** What became of a list. `rows` is always `kept` plus the sum of `refused`. */
export interface ImportTotals {
  rows: number;
  kept: number;
  readonly refused: Record<RowRefusal, number>;
  /** How many kept numbers were mended, by kind. */
  readonly repairs: Record<Repair, number>;
}

/** A piece of a list, small enough to hold and large enough to write in one go. */
export interface RecipientBatch {
  readonly kept: readonly KeptRow[];
  readonly refused: readonly RefusedRow[];
}
