import type { Confirmation, OwnNumber } from "#lib/domain/test-sends/model";
import type { Answer } from "./answers.ts";

/** The server actions of the test dialog. */
export interface TestActions {
  readonly add: (
    slug: string,
    input: { campaignId: string; phone: string },
  ) => Promise<Answer<{ readonly numberId: OwnNumber["id"]; readonly isVerified: boolean }>>;
  readonly confirm: (slug: string, input: { numberId: string; code: string }) => Promise<Answer<Confirmation>>;
  readonly remove: (slug: string, input: { numberId: string }) => Promise<Answer<null>>;
  readonly send: (
    slug: string,
    input: { campaignId: string; numberId: string; line: number | null },
  ) => Promise<Answer<{ readonly messageId: string }>>;
}

/** A number of the person's own, as the dialog shows it. */
export interface ShownNumber {
  readonly id: string;
  readonly text: string;
  readonly isVerified: boolean;
}
