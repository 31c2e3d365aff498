import type { Secret } from "#lib/infra/crypto/secret";
import type { ReadOutcome, RefusalReason } from "#lib/infra/providers/outcome";

/** What became of a change at the provider that is safe to repeat. `done` also where it was so already. */
export type ChangeOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly reason: RefusalReason; readonly providerCode: string }
  | { readonly kind: "later"; readonly detail: string; readonly retryAfterMs: number };

/** One page of a list; `next` asks for the page after it, null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: number | null;
}

/** Orders that wait at the provider for their time. */
export interface Orders {
  /** `too_late`: it has begun, was cancelled before, or is unknown; the provider does not tell these apart. */
  cancel(key: Secret, orderId: string): Promise<ChangeOutcome | { readonly kind: "too_late" }>;
}

/** The provider's own list of blocked numbers. */
export interface Blacklist {
  /** @param since Only what was added from then on; null for all. Pages count from 1. */
  list(key: Secret, page: number, since: Date | null): Promise<ReadOutcome<Page<string>>>;
  add(key: Secret, msisdn: string): Promise<ChangeOutcome>;
  remove(key: Secret, msisdn: string): Promise<ChangeOutcome>;
}

/** Whom a consent is about, as İYS tells people apart. */
export type ConsentAudience = "individual" | "merchant";

/** How somebody can be reached, as İYS tells channels apart. */
export type ConsentChannel = "sms" | "email" | "call";

/** Where a consent was given, in the words of İYS. */
export const CONSENT_SOURCES = [
  "HS_KARAR",
  "HS_FIZIKSEL_ORTAM",
  "HS_ISLAK_IMZA",
  "HS_ETKINLIK",
  "HS_ATM",
  "HS_EORTAM",
  "HS_WEB",
  "HS_MOBIL",
  "HS_MESAJ",
  "HS_EPOSTA",
  "HS_CAGRI_MERKEZI",
  "HS_SOSYAL_MEDYA",
] as const;

/** One consent to register. */
export interface ConsentRecord {
  readonly recipient: string;
  readonly audience: ConsentAudience;
  readonly channel: ConsentChannel;
  readonly status: "granted" | "refused";
  readonly source: (typeof CONSENT_SOURCES)[number];
  /** At most three days old when it is registered. */
  readonly at: Date;
}

/** What a registration became: everything was stored, or the records that were refused, by their place. */
export type RegisterOutcome = ChangeOutcome | { readonly kind: "partly"; readonly refused: readonly number[] };

/** What İYS says of somebody under a brand. `none`: known, without a record of this kind. `unknown`: never heard of. */
export type ConsentAnswer =
  | {
      readonly kind: "record";
      readonly status: "granted" | "refused";
      readonly source: string;
      readonly at: Date | null;
    }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

/** A registry of consents at the provider. */
export interface ConsentRegistry {
  /** Most records in one call of `register`; larger lists are split by it. */
  readonly mostRecords: number;
  register(key: Secret, brand: string, records: readonly ConsentRecord[]): Promise<RegisterOutcome>;
  check(
    key: Secret,
    brand: string,
    asked: Pick<ConsentRecord, "recipient" | "audience" | "channel">,
  ): Promise<ReadOutcome<ConsentAnswer>>;
}

/** A message somebody sent to the account. */
export interface InboundMessage {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly at: Date | null;
}

/** Messages sent to the account, where it has an inbox. */
export interface Inbox {
  /** Null where the account has none. */
  read(key: Secret): Promise<ReadOutcome<readonly InboundMessage[] | null>>;
}

/** A one-time code the provider makes itself. */
export interface OneTimeCode {
  readonly to: string;
  readonly digits: 4 | 5 | 6;
  readonly language: "en" | "tr" | "ar";
  readonly sender: string;
  /** Own text with `TS_CODE` in the code's place; null for the provider's own sentence. */
  readonly text: string | null;
}

/** What became of a code. The code is secret until somebody types it back. */
export type OtpOutcome =
  | { readonly kind: "sent"; readonly code: Secret; readonly providerId: string | null; readonly parts: number | null }
  | { readonly kind: "refused"; readonly reason: RefusalReason; readonly providerCode: string }
  | { readonly kind: "deferred"; readonly retryAfterMs: number; readonly providerCode: string }
  | { readonly kind: "unknown"; readonly detail: string };

/** One-time codes. A repeat sends a new code. */
export interface Otp {
  send(key: Secret, code: OneTimeCode): Promise<OtpOutcome>;
}
