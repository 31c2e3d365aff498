import type { Secret } from "#lib/infra/crypto/secret";
import type { Capabilities } from "#lib/infra/providers/capabilities";
import type { CallTrace, ReadOutcome, RefusalReason } from "#lib/infra/providers/outcome";
import type { Blacklist, ConsentAudience, ConsentRegistry, Inbox, Orders, Otp } from "#lib/infra/providers/services";

/** One text for one number, as a driver takes it. */
export interface OutgoingMessage {
  /** E.164 with the plus. */
  readonly to: string;
  /** The text exactly as it will be sent, line breaks as LF. */
  readonly body: string;
  /** The smallest alphabet that holds the text. */
  readonly encoding: "gsm7" | "tr7" | "ucs2";
  /** Values for the places of the batch's template; the text is then written by the provider. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A call's worth of messages under one sender. */
export interface OutgoingBatch {
  readonly messages: readonly OutgoingMessage[];
  readonly sender: string;
  /** Code of the provider behind the connection, where the remote has several; empty lets the remote choose. */
  readonly providerCode: string;
  /** Commercial messages ask the provider for its consent filter as well; never the only check. */
  readonly isCommercial: boolean;
  /** Whom a commercial message is for; ignored otherwise. */
  readonly audience: ConsentAudience;
  /** When the provider should send it, where it can; null for at once. */
  readonly sendAt: Date | null;
  /** One message that belongs to no campaign, where the provider has a call for such. */
  readonly isAlone?: boolean;
  /** Key of a text that the provider keeps, in place of the bodies, where it keeps any. */
  readonly template?: string;
  /** Providers behind the connection that are tried in this order when the one before refuses, where the remote does that. */
  readonly fallback?: readonly string[];
}

/** What became of one message of a batch. `deferred`: certainly not accepted, may go later. `unknown`: may have been accepted. */
export type MessageOutcome =
  | {
      readonly kind: "accepted";
      /** Null where the provider took it without naming it: nobody can ask for it later. */
      readonly providerId: string | null;
      readonly providerCode: string;
      /** Parts the provider says it charges, where it does. */
      readonly parts?: number;
    }
  | { readonly kind: "refused"; readonly reason: RefusalReason; readonly providerCode: string }
  | { readonly kind: "deferred"; readonly reason: RefusalReason; readonly providerCode: string }
  | { readonly kind: "unknown"; readonly detail: string };

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

/** What the provider says of one message. */
export interface DeliveryReport {
  /** E.164 with the plus, as it was asked for. */
  readonly to: string;
  readonly state: PolledState;
  readonly providerCode: string;
  /** When it was delivered, where the provider tells. */
  readonly at: Date | null;
  /** Name of the network the number is in, as the provider spells it, where it says so. */
  readonly operator?: string;
  /** It waits at the provider for the time it was given. */
  readonly isWaiting?: boolean;
}

/** One status question: an id that a send answered, and everybody of ours who went out under it. */
export interface PollQuestion {
  readonly providerId: string;
  readonly numbers: readonly string[];
}

/** The answer to one status question. */
export type PollOutcome =
  | { readonly kind: "reports"; readonly reports: readonly DeliveryReport[] }
  | { readonly kind: "not_found" }
  | { readonly kind: "refused"; readonly reason: RefusalReason }
  | { readonly kind: "deferred"; readonly retryAfterMs: number };

/** What a provider says of one message by itself. */
export interface PushedReport {
  /** The provider's id of the report: the same report may come several times. */
  readonly reportId: string;
  /** The id that the send answered. */
  readonly providerId: string;
  /** E.164 with the plus. */
  readonly to: string;
  readonly state: "accepted" | "delivered" | "undelivered";
  readonly providerCode: string;
}

/** A send whose answer was lost. */
export interface LostSend {
  readonly sender: string;
  readonly numbers: readonly string[];
  readonly startedAt: Date;
  /** When the provider was to send it; null for at once. It cannot be asked about before. */
  readonly sendAt: Date | null;
  /** Ids that belong to other sends of ours already. */
  readonly linked: ReadonlySet<string>;
}

/** What a look-up of a lost send found. Only `none`, three times over ten minutes, means that it was not taken. */
export type LookupOutcome =
  | { readonly kind: "found"; readonly providerId: string }
  | { readonly kind: "none" }
  | { readonly kind: "several" }
  | { readonly kind: "unavailable"; readonly detail: string };

/** What an account has left to spend, every figure as far as the provider says it. */
export interface RemoteBalance {
  readonly lira: number | null;
  readonly messages: number | null;
  /** Lira for other countries, where they are paid from elsewhere. */
  readonly internationalLira: number | null;
}

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
  readonly balance: RemoteBalance | null;
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

/** How a provider's service is, whoever asks. */
export interface ServiceHealth {
  /** False while a part of it, such as its database, is down. */
  readonly isWhole: boolean;
}

/** Speaks one provider's wire. Knows names and status codes, nothing of tenants or campaigns. */
export interface SmsDriver {
  readonly provider: string;
  readonly capabilities: Capabilities;
  /** All messages of a batch have one text where the provider takes no own texts. */
  submit(key: Secret, batch: OutgoingBatch): Promise<BatchOutcome>;
  poll(key: Secret, question: PollQuestion): Promise<PollOutcome>;
  /** Also the live check of a key: it costs nothing and changes nothing. */
  account(key: Secret): Promise<ReadOutcome<RemoteAccount>>;
  senders(
    key: Secret,
  ): Promise<ReadOutcome<{ readonly senders: readonly RemoteSender[]; readonly channels: readonly RemoteChannel[] }>>;
  /** Where the provider says how its service is. */
  readonly health?: (key: Secret) => Promise<ReadOutcome<ServiceHealth>>;
  /** There where the capability says so. */
  readonly lookup?: (key: Secret, lost: LostSend) => Promise<LookupOutcome>;
  readonly orders?: Orders;
  readonly blacklist?: Blacklist;
  readonly consents?: ConsentRegistry;
  readonly inbox?: Inbox;
  readonly otp?: Otp;
}
