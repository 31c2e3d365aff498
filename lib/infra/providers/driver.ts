import type { Secret } from "#lib/infra/crypto/secret";

/** One text for one number, as a driver takes it. */
export interface OutgoingMessage {
  /** E.164 with the plus. */
  readonly to: string;
  /** The text exactly as it will be sent, line breaks as LF. */
  readonly body: string;
}

/** A call's worth of messages under one sender. */
export interface OutgoingBatch {
  readonly messages: readonly OutgoingMessage[];
  readonly sender: string;
  /** Code of the provider behind the connection, where the remote has several; empty lets the remote choose. */
  readonly providerCode: string;
  /** Commercial messages ask the provider for its consent filter as well; never the only check. */
  readonly isCommercial: boolean;
}

/** Why something was certainly not accepted, in the product's own words; the raw code goes beside it. */
export type RefusalReason =
  | "invalid_recipient"
  | "sender_not_approved"
  | "no_consent_at_provider"
  | "provider_rejected"
  | "provider_unavailable"
  | "provider_credit"
  | "quota_exceeded"
  | "no_active_plan"
  | "key_invalid"
  | "scope_missing"
  | "provider_not_connected"
  | "not_valid"
  | "other";

/** What became of one message of a batch. `deferred`: certainly not accepted, may go later. `unknown`: may have been accepted. */
export type MessageOutcome =
  | { readonly kind: "accepted"; readonly providerId: string; readonly providerCode: string }
  | { readonly kind: "refused"; readonly reason: RefusalReason; readonly providerCode: string }
  | { readonly kind: "deferred"; readonly reason: RefusalReason; readonly providerCode: string }
  | { readonly kind: "unknown"; readonly detail: string };

/** What the wire said besides, for the attempt's record; `requestId` is the server's own. */
export interface CallTrace {
  readonly httpStatus: number | null;
  readonly requestId: string | null;
}

/**
 * What became of a call. Nobody retries inside a driver.
 *
 * `settled`: one outcome per message, in the order they were given. `refused`: certainly nothing was accepted, and asking
 * again unchanged will not help. `deferred`: certainly nothing was accepted, and the same call may pass after the wait.
 * `unknown`: everything in it may have been accepted, so it is never sent again by itself.
 */
export type BatchOutcome = CallTrace &
  (
    | { readonly kind: "settled"; readonly outcomes: readonly MessageOutcome[] }
    | { readonly kind: "refused"; readonly reason: RefusalReason; readonly providerCode: string }
    | { readonly kind: "deferred"; readonly retryAfterMs: number; readonly providerCode: string }
    | { readonly kind: "unknown"; readonly detail: string }
  );

/** A delivery status as a driver reads it. `pending`: the provider has it, nothing final yet. */
export type PolledState = "pending" | "delivered" | "undelivered" | "expired" | "rejected";

/** The answer to one status question. */
export type PollOutcome =
  | { readonly kind: "status"; readonly state: PolledState; readonly providerCode: string; readonly at: Date | null }
  | { readonly kind: "not_found" }
  | { readonly kind: "refused"; readonly reason: RefusalReason }
  | { readonly kind: "deferred"; readonly retryAfterMs: number };

/** Plan and quota, every field as far as the provider says it. Quota is counted in messages. */
export interface RemoteAccount {
  readonly remoteId: string | null;
  readonly remoteName: string | null;
  readonly plan: { readonly name: string; readonly status: string; readonly renewsAt: string | null } | null;
  readonly quota: {
    readonly limit: number | null;
    readonly used: number | null;
    readonly remaining: number | null;
    readonly periodEnd: string | null;
  } | null;
  readonly upgradeUrl: string | null;
}

/** A sender ID as the provider lists it. */
export interface RemoteSender {
  readonly name: string;
  readonly providerCode: string;
  readonly status: "approved" | "pending" | "rejected" | "unknown";
}

/** A provider behind the connection, such as an SMS company or a messenger. */
export interface RemoteChannel {
  readonly code: string;
  readonly name: string;
  readonly kind: "sms" | "whatsapp" | "telegram" | "other";
  readonly status: "connected" | "error" | "disabled";
  readonly isDefault: boolean;
}

/** The answer to a read: the value, or why there is none. */
export type ReadOutcome<T> = CallTrace & { readonly latencyMs: number } & (
    | { readonly kind: "value"; readonly value: T }
    | { readonly kind: "refused"; readonly reason: RefusalReason; readonly missingScope: string | null }
    | { readonly kind: "unavailable"; readonly detail: string; readonly retryAfterMs: number | null }
  );

/** Speaks one provider's wire. Knows names and status codes, nothing of tenants or campaigns. */
export interface SmsDriver {
  readonly provider: string;
  /** Most messages in one call. */
  readonly maxBatch: number;
  submit(key: Secret, batch: OutgoingBatch): Promise<BatchOutcome>;
  poll(key: Secret, providerId: string): Promise<PollOutcome>;
  account(key: Secret): Promise<ReadOutcome<RemoteAccount>>;
  senders(
    key: Secret,
  ): Promise<ReadOutcome<{ readonly senders: readonly RemoteSender[]; readonly channels: readonly RemoteChannel[] }>>;
}
