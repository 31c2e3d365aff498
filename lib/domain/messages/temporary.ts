import type { FailReason, MessageState } from "./model.ts";

/** Refusals at the call that another day may not repeat. */
export const temporaryReasons = [
  "provider_unavailable",
  "attempts_exhausted",
  "quota_exceeded",
  "insufficient_credit",
] as const satisfies readonly FailReason[];

/**
 * Whether somebody certainly did not get a message for a reason that may pass: the phone was off until it ran out, or the
 * provider could not take it. Never one whose answer is open: that one may have been sent.
 */
export function isTemporary(state: MessageState, reason: string | null): boolean {
  return state === "expired" || (state === "failed" && temporaryReasons.some((one) => one === reason));
}
