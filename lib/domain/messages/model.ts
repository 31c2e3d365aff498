/** Every state a message to one recipient can be in. */
export const messageStates = [
  "pending",
  "skipped",
  "held",
  "claimed",
  "submitted",
  "unknown",
  "accepted",
  "rejected",
  "expired",
  "undelivered",
  "delivered",
  "failed",
  "cancelled",
] as const;

/**
 * The state of one message.
 *
 * `pending`, `held` and `claimed` are not tried yet; `submitted` means the attempt is committed and its answer open;
 * `unknown` may have been accepted; `accepted` is at the provider. The four report states follow. `skipped` was never
 * to be tried, `failed` is a certain refusal at the call, `cancelled` was stopped before it was tried.
 */
export type MessageState = (typeof messageStates)[number];

/** The states a delivery report can claim. The provider's own "queued" and "sent" are both `accepted`. */
export type ReportedState = "accepted" | "rejected" | "expired" | "undelivered" | "delivered";

/**
 * Distance travelled. A delivery report never moves a message backwards, and only a higher rank replaces a lower one.
 *
 * The three states that end a message without a report rank above all reports, so no report revives them.
 */
export const rank: Readonly<Record<MessageState, number>> = {
  pending: 0,
  held: 0,
  claimed: 0,
  submitted: 1,
  unknown: 2,
  accepted: 3,
  rejected: 4,
  expired: 5,
  undelivered: 6,
  delivered: 7,
  skipped: 9,
  failed: 9,
  cancelled: 9,
};

/** The six terms of the accounting identity: every recipient of a campaign is in exactly one of them. */
export const accountGroups = ["sent", "failed", "skipped", "cancelled", "unknown", "pending"] as const;

/** One term of the accounting identity. */
export type AccountGroup = (typeof accountGroups)[number];

/** The term of the accounting identity each state counts under. */
export const accountGroup: Readonly<Record<MessageState, AccountGroup>> = {
  pending: "pending",
  held: "pending",
  claimed: "pending",
  submitted: "pending",
  unknown: "unknown",
  accepted: "sent",
  rejected: "sent",
  expired: "sent",
  undelivered: "sent",
  delivered: "sent",
  skipped: "skipped",
  failed: "failed",
  cancelled: "cancelled",
};

/** Adds up messages per state into the terms of the accounting identity; the sum of the result is the sum of the input. */
export function account(counts: Readonly<Partial<Record<MessageState, number>>>): Record<AccountGroup, number> {
  const totals: Record<AccountGroup, number> = { sent: 0, failed: 0, skipped: 0, cancelled: 0, unknown: 0, pending: 0 };
  for (const state of messageStates) totals[accountGroup[state]] += counts[state] ?? 0;
  return totals;
}

/**
 * Whether nothing we do or hear will move the message on.
 *
 * The three lower report states count as final although a better report may still lift them: polling stops there.
 * `unknown` is not final, a person or the provider's records settle it.
 */
export function isFinal(state: MessageState): boolean {
  return rank[state] >= rank.rejected;
}

/** Why a recipient was left out before any call. */
export const skipReasons = [
  "suppressed",
  "no_consent",
  "missing_value",
  "empty_text",
  "too_long",
  "too_many_segments",
  "malformed_text",
  "capped",
  "excluded",
  "country_not_allowed",
] as const;

/** Why a recipient was left out before any call. */
export type SkipReason = (typeof skipReasons)[number];

/** Why a provider certainly did not take a message, in our words; the provider's own code is kept beside it. */
export const failReasons = [
  "invalid_recipient",
  "sender_not_approved",
  "text_refused",
  "duplicate",
  "consent_refused",
  "quota_exceeded",
  "insufficient_credit",
  "not_permitted",
  "provider_rejected",
  "provider_unavailable",
  "attempts_exhausted",
  "over_limit",
  "dropped",
] as const;

/** Why a provider certainly did not take a message. */
export type FailReason = (typeof failReasons)[number];
