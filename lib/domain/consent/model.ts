/** Where a consent or a refusal was given. */
export const consentSources = [
  "store",
  "website_form",
  "mobile_app",
  "paper",
  "phone_call",
  "message",
  "event",
  "iys",
  "other",
] as const;

/** Where a consent or a refusal was given. */
export type ConsentSource = (typeof consentSources)[number];

/** Reads a stored source; a row of another writer may name one that this list does not have. */
export function consentSourceOf(stored: string): ConsentSource {
  return consentSources.find((source) => source === stored) ?? "other";
}

/**
 * How a number came onto the suppression list: put there by a member, because a refusal was recorded, because the person
 * refused on the public page or by a reply, or because the provider's own list names it.
 */
export const suppressionSources = ["member", "refusal", "page", "keyword", "provider"] as const;

/** How a number came onto the suppression list. */
export type SuppressionSource = (typeof suppressionSources)[number];

/** What a person said: yes (ONAY in the words of İYS) or no (RET). */
export const consentStatuses = ["granted", "refused"] as const;

/** What a person said. */
export type ConsentStatus = (typeof consentStatuses)[number];

/** What can happen to a person's consent. */
export const personEvents = [
  "granted",
  "refused",
  "suppressed",
  "released",
  "iys_registered",
  "iys_refused",
  "iys_late",
] as const;

/** What can happen to a person's consent. */
export type PersonEvent = (typeof personEvents)[number];

/** Fewest and most characters of a proof or a reason. */
export const wordsLength = { fewest: 3, most: 500 } as const;

/** Earlier days are slips of the finger: there was no such consent to give. */
export const firstDay = "2000-01-01";

/** Verbs of the history that change who may be texted. */
export const consentVerbs = {
  record: "consent.record",
  refuse: "consent.refuse",
  suppress: "suppression.add",
  release: "suppression.remove",
  brand: "consent.brand",
  ask: "consent.ask",
  check: "consent.check",
} as const;

/** What is on record for a number. */
export interface StandingConsent {
  readonly status: ConsentStatus;
  readonly givenAt: Date;
}

/** What is about to be recorded for it. */
export interface NewConsent extends StandingConsent {
  /** Whether a member records it; false for anything that runs by itself. */
  readonly isByMember: boolean;
}

/** `recorded`: it is what counts from now on. `already`: the same is on record. `kept`: the opposite is, and it stays. */
export type ConsentOutcome = "recorded" | "already" | "kept";

/**
 * Weighs a new word of a person against the one on record.
 *
 * A refusal beats any earlier or equal consent. A consent lifts a refusal only when it was itself given later, and only
 * by the hand of a member; recording an older one again never does. Of two alike the later one is kept.
 *
 * The statement that records a whole list (commands/upsert-consents.ts) does the same in SQL; a test holds it to this.
 * Source: Law 6563, article 8; Regulation on commercial messages, article 9.
 */
export function weighConsent(standing: StandingConsent | null, next: NewConsent): ConsentOutcome {
  if (standing === null) return "recorded";
  const laterMs = next.givenAt.getTime() - standing.givenAt.getTime();
  if (standing.status === next.status) return laterMs > 0 ? "recorded" : "already";
  if (next.status === "refused") return laterMs >= 0 ? "recorded" : "kept";
  return laterMs > 0 && next.isByMember ? "recorded" : "kept";
}

/** The day it is in a zone, as `2026-11-21`. */
export function dayIn(zone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const part = Object.fromEntries(parts.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}`;
}

/** A run of digits as long as a mobile number, however it is written; a date is shorter. */
const numberLike = /\+?\d(?:[\s()./-]*\d){9,}/g;

/** A sentence of a member without the phone numbers in it, so that the history can keep it. */
export function withoutNumbers(text: string): string {
  return text.replace(numberLike, "•••");
}

/** How a connection's own list of blocked numbers stands with the suppression list. */
export interface BlacklistState {
  readonly label: string;
  readonly name: string;
  /** Whether the provider keeps such a list. */
  readonly hasList: boolean;
  readonly numbers: number;
  /** Numbers the provider would not take. */
  readonly refused: number;
  readonly syncedAt: Date | null;
  readonly isBehind: boolean;
}
