import type { Msisdn } from "#lib/domain/contacts/model";
import type { PublicId } from "#lib/domain/ids";
import type { MessageState } from "#lib/domain/messages/model";

/** What stands for the code in the text that is kept; the real one is put in at the moment of sending. */
export const codeDots = "••••••";

/** How long a code can be entered. */
export const codeLifetimeMs = 10 * 60_000;

/** How often a code may be tried; afterwards the right one fails as well. */
export const codeTries = 5;

/** Codes and test messages one person may send in an hour. */
export const testsPerHour = { name: "test-send", points: 5, seconds: 3600 } as const;

/** Codes that one number, one address and one workspace get in an hour, whoever asks for them. */
export const codeLimits = {
  number: { name: "test-code-number", points: 5, seconds: 3600 },
  address: { name: "test-code-address", points: 40, seconds: 3600 },
  workspace: { name: "test-code-workspace", points: 40, seconds: 3600 },
} as const;

/** What came of entering a code. */
export type Confirmation =
  | { readonly kind: "verified" }
  | { readonly kind: "wrong"; readonly triesLeft: number }
  /** Too old, tried too often, or of no number that waits for one. */
  | { readonly kind: "over" };

/** A number of the person's own. */
export interface OwnNumber {
  readonly id: PublicId<"message">;
  readonly msisdn: Msisdn;
  readonly isVerified: boolean;
}

/** How a test or a code fares. */
export interface TestResult {
  readonly state: MessageState;
  readonly reason: string | null;
}
