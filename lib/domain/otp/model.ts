import type { PublicId } from "#lib/domain/ids";

/** What stands for the code in the text of a profile. */
export const codeMark = "{code}";

/** How many digits a code may have. */
export const codeDigits = [4, 5, 6] as const;

/** How many digits a code has. */
export type CodeDigits = (typeof codeDigits)[number];

/** How often a code may be tried; afterwards the right one fails as well. */
export const codeTries = 5;

/** Longest life of a code, in minutes. */
export const longestLife = 10;

/** Codes one number gets in an hour, whoever asks; and one address asks for. */
export const codeLimits = {
  number: { name: "otp-number", points: 5, seconds: 3_600 },
  address: { name: "otp-address", points: 60, seconds: 3_600 },
} as const;

/** Seconds to wait before the next code for a number, by how many it got within the hour. */
const LADDER = [0, 30, 60, 120, 300] as const;

/** Seconds between the last code for a number and the next. */
export function waitBeforeNext(codesInHour: number): number {
  return LADDER[Math.min(codesInHour, LADDER.length - 1)] ?? 300;
}

/** Why a code was not sent although somebody asked for it. */
export type BlockReason =
  | "country"
  | "suppressed"
  | "too_soon"
  | "too_many_number"
  | "too_many_address"
  | "too_many_workspace";

/** What came of entering a code. */
export type Verification =
  | { readonly kind: "verified" }
  | { readonly kind: "wrong"; readonly triesLeft: number }
  /** Too old, tried too often, used before, or never sent. */
  | { readonly kind: "over" };

/** A profile as the page shows it, with what became of its codes in the last 30 days. */
export interface ProfileView {
  readonly id: string;
  readonly name: string;
  readonly senderId: PublicId<"sender">;
  readonly sender: string;
  readonly label: string;
  /** Whether the provider makes the code itself. */
  readonly isMadeThere: boolean;
  readonly isReady: boolean;
  readonly digits: number;
  readonly lifetimeMinutes: number;
  readonly language: "tr" | "en";
  readonly text: string;
  readonly hourly: number;
  readonly counts: Readonly<Record<"sent" | "verified" | "failed" | "blocked", number>>;
}
