/**
 * What the latest look for a call without an answer said. `look_alike`: another open call is too much like it to tell apart.
 * `scheduled`: the provider keeps it until its start, and nobody can read there what it is before.
 */
export const evidences = ["none", "several", "look_alike", "unavailable", "scheduled"] as const;

/** What the latest look for a call without an answer said. */
export type Evidence = (typeof evidences)[number];

/** What the record of a call says that the provider took for a repeated one, though the first had left no answer. */
export const REPEATED = "repeated";

/** What a person can decide about people of whom nobody knows whether they got it. */
export const unknownDecisions = ["send_again", "treat_as_sent", "drop"] as const;

/** What a person can decide about people of whom nobody knows whether they got it. */
export type UnknownDecision = (typeof unknownDecisions)[number];

/** Complete looks that must find nothing before "not found at the provider" may be said. */
export const LOOKS_WANTED = 3;
const BETWEEN_MS = 5 * 60_000 + 5_000;
/** After a start that the provider keeps, in its own minutes. */
const AFTER_START_MS = 2 * 60_000;
/** Looks of any kind after which nobody asks any more. */
const MOST_LOOKS = 24;

/** Time until a call whose start the provider keeps can be looked for; null where that has come, or it was for at once. */
export function untilReadableMs(sendAt: Date | null, now: Date): number | null {
  const ms = sendAt === null ? 0 : sendAt.getTime() + AFTER_START_MS - now.getTime();
  return ms > 0 ? ms : null;
}

/** How looking stands for one call. */
export interface Looking {
  readonly looks: number;
  readonly emptyLooks: number;
}

/**
 * Time until the provider is asked again; null when that would tell nothing new. Looks that failed are repeated for two
 * hours; what cannot be told apart is looked at as often as what is not there, in case the other call is settled meanwhile.
 */
export function nextLookMs({ looks, emptyLooks }: Looking, evidence: Evidence): number | null {
  if (emptyLooks >= LOOKS_WANTED || looks >= MOST_LOOKS) return null;
  if ((evidence === "several" || evidence === "look_alike") && looks >= LOOKS_WANTED) return null;
  return BETWEEN_MS;
}
