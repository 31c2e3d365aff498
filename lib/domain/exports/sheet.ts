/** A time as the clocks of the workspace show it: `2026-11-21 14:05:09`. */
export interface LocalTime {
  readonly local: string;
}

/** What a sheet can hold in one cell. */
export type SheetCell = string | number | bigint | boolean | LocalTime | null;

/** A table on its way into a file. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly string[];
  /** The rows in their order, some at a time, as many cells each as there are columns. */
  readonly rows: AsyncIterable<readonly (readonly SheetCell[])[]>;
}

/** The kinds of file a sheet is written as. */
export const sheetFormats = ["csv", "xlsx"] as const;

/** A kind of file a sheet is written as. */
export type SheetFormat = (typeof sheetFormats)[number];

/** Rows that a sheet of each kind can hold under its header. Source: Microsoft, "Excel specifications and limits". */
export const mostRows: Readonly<Record<SheetFormat, number>> = { csv: 10_000_000, xlsx: 1_048_575 };
