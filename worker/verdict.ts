import { mayMoveOver } from "#lib/domain/campaigns/failover";
import type { PauseReason } from "#lib/domain/campaigns/model";
import type { CallResult } from "#lib/domain/messages/commands/settle-call";
import type { FailReason } from "#lib/domain/messages/model";
import type { BatchOutcome, MessageOutcome } from "#lib/infra/providers/driver";
import type { RefusalReason } from "#lib/infra/providers/outcome";

/** Why sending on a connection stops until a person acts. */
export type Block = Extract<PauseReason, "quota" | "connection" | "scope">;

/** What is wrong with a key: refused by the provider, without the permission to send, or it does not open here. */
export type KeyFault = "key_invalid" | "scope_missing" | "key_unreadable";

/**
 * What follows from an answer for the calls after it. `wait`: the provider's limit. `trouble`: no connection or no clear
 * answer, so a read call comes first; `isCostly` when messages may have gone out. `halve`: something in the batch is not valid and the answer does not say what.
 */
export type Next =
  | { readonly kind: "go_on" }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "trouble"; readonly code: string; readonly isCostly: boolean }
  | { readonly kind: "halve" }
  | { readonly kind: "block"; readonly reason: Block; readonly code: string; readonly fault: KeyFault | null };

/** An answer, read: what each message becomes, what the attempt's record says, and what follows. */
export interface Verdict {
  readonly results: readonly CallResult[];
  readonly detail: string | null;
  readonly next: Next;
}

/** Items the provider put off without saying for how long. */
const DEFERRED_MS = 30_000;

/** What a refusal is about: the one message, or the account or connection that all messages share. */
type Meaning = { readonly fail: FailReason } | { readonly block: Block };

const meaning: Record<RefusalReason, Meaning> = {
  invalid_recipient: { fail: "invalid_recipient" },
  no_consent_at_provider: { fail: "consent_refused" },
  provider_rejected: { fail: "provider_rejected" },
  provider_unavailable: { fail: "provider_unavailable" },
  not_valid: { fail: "text_refused" },
  sender_not_approved: { fail: "sender_not_approved" },
  other: { fail: "provider_rejected" },
  provider_credit: { block: "quota" },
  quota_exceeded: { block: "quota" },
  no_active_plan: { block: "quota" },
  key_invalid: { block: "connection" },
  provider_not_connected: { block: "connection" },
  scope_missing: { block: "scope" },
  duplicate_order: { fail: "duplicate" },
  country_not_enabled: { fail: "not_permitted" },
  not_found: { fail: "provider_rejected" },
  account_inactive: { block: "connection" },
  permission_missing: { block: "connection" },
  consent_settings: { block: "connection" },
};

/** The reason a message carries when a refusal is recorded as its own. */
export function failReasonOf(reason: RefusalReason): FailReason {
  const what = meaning[reason];
  if ("fail" in what) return what.fail;
  if (reason === "provider_credit") return "insufficient_credit";
  return what.block === "quota" ? "quota_exceeded" : "not_permitted";
}

/** Where the campaign has a second connection, certain refusals of the first wait for it. */
export function heldForSecond(results: readonly CallResult[]): CallResult[] {
  return results.map((result) =>
    result.state === "failed" && mayMoveOver(result.reason) ? { ...result, state: "held" } : result,
  );
}

/** What a refusal says of the key itself. An account that was switched off needs a person at the provider, as a bad key does. */
function faultOf(reason: RefusalReason): KeyFault | null {
  if (reason === "account_inactive") return "key_invalid";
  return reason === "key_invalid" || reason === "scope_missing" ? reason : null;
}

function blockFor(reason: RefusalReason, code: string, whole: boolean): Next | null {
  const what = meaning[reason];
  if ("block" in what) {
    const fault = faultOf(reason);
    return { kind: "block", reason: what.block, code, fault };
  }
  // Of one message these are about that message; of a whole call they hold for every message that would follow.
  if (whole && (reason === "sender_not_approved" || reason === "other")) {
    return { kind: "block", reason: "connection", code, fault: null };
  }
  return null;
}

function taken({ providerId, providerCode, parts }: Extract<MessageOutcome, { kind: "accepted" }>): CallResult {
  const result = { state: "accepted" as const, providerId, providerCode };
  return parts === undefined ? result : { ...result, parts };
}

function readItem(outcome: MessageOutcome): { result: CallResult; next: Next | null } {
  switch (outcome.kind) {
    case "accepted":
      return { result: taken(outcome), next: null };
    case "unknown":
      return { result: { state: "unknown", reason: outcome.detail }, next: null };
    case "deferred":
      return {
        result: { state: "pending" },
        next: blockFor(outcome.reason, outcome.providerCode, false) ?? { kind: "wait", ms: DEFERRED_MS },
      };
    case "refused": {
      const block = blockFor(outcome.reason, outcome.providerCode, false);
      if (block !== null) return { result: { state: "pending" }, next: block };
      const reason = failReasonOf(outcome.reason);
      return { result: { state: "failed", reason, providerCode: outcome.providerCode }, next: null };
    }
  }
}

const weight: Readonly<Record<Next["kind"], number>> = { go_on: 0, halve: 1, wait: 2, trouble: 3, block: 4 };

/** Of two wishes the one that stops more; of equals the first. */
export function stronger(one: Next, other: Next): Next {
  return weight[other.kind] > weight[one.kind] ? other : one;
}

/** Of what the items ask for, the strongest: a block, else a wait. */
function strongest(wishes: readonly Next[]): Next {
  return wishes.reduce(stronger, { kind: "go_on" });
}

function everyone(count: number, result: CallResult): CallResult[] {
  return Array.from({ length: count }, () => result);
}

function readRefusal(count: number, reason: RefusalReason, code: string): Verdict {
  const pending = everyone(count, { state: "pending" });
  const block = blockFor(reason, code, true);
  if (block !== null) return { results: pending, detail: code, next: block };
  if (reason === "provider_unavailable")
    return { results: pending, detail: code, next: { kind: "trouble", code, isCostly: false } };
  // A repeated order is refused as a whole, and halves of it would not be repeated any more: they would go out.
  if (count > 1 && reason !== "duplicate_order") return { results: pending, detail: code, next: { kind: "halve" } };
  const result: CallResult = { state: "failed", reason: failReasonOf(reason), providerCode: code };
  return { results: everyone(count, result), detail: code, next: { kind: "go_on" } };
}

/**
 * Reads the answer to a call of `count` messages. Whatever may have been accepted becomes `unknown`; only what certainly was
 * not goes back to `pending`.
 */
export function readOutcome(outcome: BatchOutcome, count: number): Verdict {
  switch (outcome.kind) {
    case "unknown":
      return {
        results: everyone(count, { state: "unknown", reason: outcome.detail }),
        detail: outcome.detail,
        next: { kind: "trouble", code: outcome.detail, isCostly: true },
      };
    case "deferred": {
      const code = outcome.providerCode;
      const isUnreached = outcome.httpStatus === null;
      const next: Next = isUnreached
        ? { kind: "trouble", code, isCostly: false }
        : { kind: "wait", ms: outcome.retryAfterMs };
      return { results: everyone(count, { state: "pending" }), detail: code, next };
    }
    case "refused":
      return readRefusal(count, outcome.reason, outcome.providerCode);
    case "settled": {
      // An answer that speaks of fewer messages than were asked leaves the rest open.
      const read = Array.from({ length: count }, (_, index) =>
        readItem(outcome.outcomes[index] ?? { kind: "unknown", detail: "not_in_answer" }),
      );
      const results = read.map((item) => item.result);
      if (results.every((result) => result.state === "unknown")) {
        return {
          results,
          detail: "nothing_readable",
          next: { kind: "trouble", code: "nothing_readable", isCostly: true },
        };
      }
      return {
        results,
        detail: null,
        next: strongest(read.flatMap((item) => (item.next === null ? [] : [item.next]))),
      };
    }
  }
}
