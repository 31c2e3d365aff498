import type { Delimiter } from "#lib/domain/imports/model";
import type { Answer } from "./answers.ts";

/** How a person wants a list read; null lets it be found again. */
export interface ListCorrection {
  readonly delimiter: Delimiter | null;
  readonly hasHeader: boolean | null;
  readonly phoneColumn: number | null;
}

/** Has a list read another way; the server action of the page. */
export type CorrectList = (slug: string, input: { importId: string } & ListCorrection) => Promise<Answer<null>>;
