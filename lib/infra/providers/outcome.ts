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
  | "duplicate_order"
  | "consent_settings"
  | "permission_missing"
  | "account_inactive"
  | "country_not_enabled"
  | "not_found"
  | "other";

/** What the wire said besides, for the attempt's record; `requestId` is the server's own. */
export interface CallTrace {
  readonly httpStatus: number | null;
  readonly requestId: string | null;
}

/** The answer to a read: the value, or why there is none. */
export type ReadOutcome<T> = CallTrace & { readonly latencyMs: number } & (
    | { readonly kind: "value"; readonly value: T }
    | { readonly kind: "refused"; readonly reason: RefusalReason; readonly missingScope: string | null }
    | { readonly kind: "unavailable"; readonly detail: string; readonly retryAfterMs: number | null }
  );
