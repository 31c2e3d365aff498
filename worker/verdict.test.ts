import { describe, expect, it } from "vitest";
import type { BatchOutcome } from "#lib/infra/providers/driver";
import type { RefusalReason } from "#lib/infra/providers/outcome";
import { failReasonOf, readOutcome } from "./verdict.ts";

const trace = { httpStatus: 200, requestId: null };
const refused = (reason: RefusalReason, httpStatus = 422): BatchOutcome => ({
  ...{ httpStatus, requestId: null, kind: "refused", reason, providerCode: reason },
});

describe("readOutcome", () => {
  it("calls everything unknown when no clear answer came, and asks for a read before the next call", () => {
    const { results, next } = readOutcome({ ...trace, kind: "unknown", detail: "timeout" }, 3);
    expect(results).toEqual(Array.from({ length: 3 }, () => ({ state: "unknown", reason: "timeout" })));
    expect(next).toEqual({ kind: "trouble", code: "timeout", isCostly: true });
  });

  it("keeps everybody pending when the provider was never reached; that costs nothing", () => {
    const outcome: BatchOutcome = {
      ...{ httpStatus: null, requestId: null, kind: "deferred", retryAfterMs: 2_000, providerCode: "refused" },
    };
    expect(readOutcome(outcome, 2)).toEqual({
      results: [{ state: "pending" }, { state: "pending" }],
      detail: "refused",
      next: { kind: "trouble", code: "refused", isCostly: false },
    });
  });

  it("waits as long as a limit asks", () => {
    const outcome: BatchOutcome = {
      ...{ httpStatus: 429, requestId: null, kind: "deferred", retryAfterMs: 7_000, providerCode: "rate_limited" },
    };
    expect(readOutcome(outcome, 1).next).toEqual({ kind: "wait", ms: 7_000 });
  });

  it.each<[RefusalReason, string, string | null]>([
    ["quota_exceeded", "quota", null],
    ["no_active_plan", "quota", null],
    ["provider_credit", "quota", null],
    ["key_invalid", "connection", "key_invalid"],
    ["scope_missing", "scope", "scope_missing"],
    ["provider_not_connected", "connection", null],
    ["sender_not_approved", "connection", null],
    ["other", "connection", null],
  ])("stops for a whole call refused as %s, and nobody is lost", (reason, block, fault) => {
    const { results, next } = readOutcome(refused(reason), 2);
    expect(results).toEqual([{ state: "pending" }, { state: "pending" }]);
    expect(next).toEqual({ kind: "block", reason: block, code: reason, fault });
  });

  it("looks for the one message that makes a call invalid, and fails it alone", () => {
    expect(readOutcome(refused("not_valid"), 5)).toMatchObject({ next: { kind: "halve" } });
    expect(readOutcome(refused("not_valid"), 1)).toEqual({
      results: [{ state: "failed", reason: "text_refused", providerCode: "not_valid" }],
      detail: "not_valid",
      next: { kind: "go_on" },
    });
  });

  it("reads every message of an answer for itself", () => {
    const { results, next } = readOutcome(
      {
        ...trace,
        kind: "settled",
        outcomes: [
          { kind: "accepted", providerId: "a", providerCode: "sent" },
          { kind: "refused", reason: "invalid_recipient", providerCode: "INVALID_RECIPIENT" },
          { kind: "unknown", detail: "not_in_answer" },
          { kind: "deferred", reason: "quota_exceeded", providerCode: "QUOTA_EXCEEDED" },
          { kind: "refused", reason: "provider_credit", providerCode: "INSUFFICIENT_PROVIDER_CREDIT" },
        ],
      },
      6,
    );
    expect(results.map((result) => result.state)).toEqual([
      ...["accepted", "failed", "unknown", "pending", "pending"],
      // The answer speaks of fewer messages than were asked.
      "unknown",
    ]);
    expect(next).toMatchObject({ kind: "block", reason: "quota" });
  });

  it("mistrusts a provider whose answer says nothing about anybody", () => {
    const { next } = readOutcome({ ...trace, kind: "settled", outcomes: [] }, 2);
    expect(next).toMatchObject({ kind: "trouble", isCostly: true });
  });
});

describe("failReasonOf", () => {
  it.each<[RefusalReason, string]>([
    ["key_invalid", "not_permitted"],
    ["no_active_plan", "quota_exceeded"],
    ["provider_credit", "insufficient_credit"],
    ["no_consent_at_provider", "consent_refused"],
  ])("puts %s of a single message as %s", (reason, expected) => {
    expect(failReasonOf(reason)).toBe(expected);
  });
});
