import type { Repair } from "#lib/domain/contacts/model";
import type { PublicId } from "#lib/domain/ids";
import type { ImportRefusal, RowRefusal } from "./model.ts";

/** How a list stands, as the page shows it. */
export interface ImportStatus {
  readonly id: PublicId<"import">;
  readonly state: "receiving" | "reading" | "ready" | "refused";
  /** Empty for a pasted list; of one made of contacts, what they are called. */
  readonly filename: string;
  /** Of a list made of contacts: which ones, as far as they can be asked for again. */
  readonly origin: { readonly tag: string | null; readonly segmentId: string | null } | null;
  /** Whether it came as a file or a text, and not out of the contacts or another campaign. */
  readonly hasFile: boolean;
  /** When it was read, as ISO 8601. */
  readonly readAt: string | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly hasHeader: boolean | null;
  readonly columns: readonly string[];
  readonly phoneColumn: number | null;
  /** Of a workbook: the names of its sheets, and the place of the one that is read. */
  readonly sheets: readonly string[];
  readonly sheet: number;
  /** While the list is read: rows so far. */
  readonly rows: number;
  readonly kept: number;
  readonly refused: Readonly<Record<RowRefusal, number>>;
  /** How many of the kept numbers had to be mended to be read, by kind. */
  readonly repairs: Readonly<Record<Exclude<Repair, "none">, number>>;
  readonly refusal: {
    readonly code: ImportRefusal;
    readonly line: number | null;
    readonly limit: number | null;
  } | null;
  readonly reading: number;
}

/** A row that was left out, with what stood there. */
export interface RejectRow {
  readonly line: number;
  /** Why, such as `duplicate` or `invalid.too_short`. */
  readonly reason: string;
  readonly raw: string;
  readonly firstLine: number | null;
  /** Whether the row can be mended in its place. */
  readonly isFixable: boolean;
}

/** A row that was kept with its number mended. */
export interface RepairRow {
  readonly line: number;
  /** As it stood in the list, and as it was read. */
  readonly raw: string;
  readonly number: string;
  readonly repair: Exclude<Repair, "none">;
}

/** A page of mended rows by line; `next` continues after the last one, or is null at the end. */
export interface RepairPage {
  readonly rows: readonly RepairRow[];
  readonly next: number | null;
}

/** A page of refused rows by line; `next` continues after the last one, or is null at the end. */
export interface RejectPage {
  readonly rows: readonly RejectRow[];
  readonly next: number | null;
}
