import type { Delimiter } from "#lib/domain/imports/model";
import type { RejectReason } from "#lib/domain/imports/reject-reason";
import type { Answer } from "./answers.ts";

/** How a person wants a list read; null lets it be found again. */
export interface ListCorrection {
  readonly delimiter: Delimiter | null;
  readonly hasHeader: boolean | null;
  readonly phoneColumn: number | null;
  /** Of a workbook: the place of its sheet. */
  readonly sheet: number;
}

/** A row of a list that somebody looks at. */
interface RowPlace {
  readonly importId: string;
  readonly reading: number;
  readonly line: number;
}

/** What became of a row that was given another number. */
export type MendedRow =
  | { readonly kind: "kept" }
  | { readonly kind: "refused"; readonly reason: RejectReason; readonly firstLine: number | null };

/** What a person does with single rows; the server actions of the page. */
export interface RowActions {
  /** Gives a refused row another number. */
  readonly mend: (slug: string, input: RowPlace & { readonly number: string }) => Promise<Answer<MendedRow>>;
  /** Leaves out a row whose number was mended on its way in. */
  readonly decline: (slug: string, input: RowPlace) => Promise<Answer<null>>;
}

/** Has a list read another way; the server action of the page. */
export type CorrectList = (slug: string, input: { importId: string } & ListCorrection) => Promise<Answer<null>>;
