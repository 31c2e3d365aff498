import { describe, expect, it } from "vitest";
import { Secret } from "#lib/infra/crypto/secret";
import { openHttp } from "#lib/infra/http";
import { iletinizDriver } from "#lib/infra/providers/iletiniz/driver";
import { openDriverStage, turkishBatch } from "#lib/infra/providers/iletiniz/driver-stage.fixture";

const { sandbox, driver, workspace, key, issue, fault, accepted } = openDriverStage();

describe("R-101 a call that was certainly not accepted", () => {
  it.each([
    [
      { kind: "status", status: 400 },
      { kind: "refused", reason: "not_valid" },
    ],
    [
      { kind: "status", status: 401 },
      { kind: "refused", reason: "key_invalid" },
    ],
    [
      { kind: "status", status: 402, code: "quota_exceeded" },
      { kind: "refused", reason: "quota_exceeded" },
    ],
    [
      { kind: "status", status: 402, code: "no_active_plan" },
      { kind: "refused", reason: "no_active_plan" },
    ],
    [
      { kind: "status", status: 403, code: "QUOTA_EXCEEDED" },
      { kind: "refused", reason: "quota_exceeded" },
    ],
    [
      { kind: "status", status: 429, code: "no_active_plan" },
      { kind: "refused", reason: "no_active_plan" },
    ],
    [
      { kind: "status", status: 403 },
      { kind: "refused", reason: "scope_missing" },
    ],
    [
      { kind: "status", status: 403, code: "invalid_api_key" },
      { kind: "refused", reason: "key_invalid" },
    ],
    [
      { kind: "status", status: 404 },
      { kind: "refused", reason: "other" },
    ],
    [
      { kind: "status", status: 413 },
      { kind: "refused", reason: "not_valid" },
    ],
    [
      { kind: "status", status: 422, code: "sender_not_approved" },
      { kind: "refused", reason: "sender_not_approved" },
    ],
    [
      { kind: "status", status: 422, code: "provider_not_connected" },
      { kind: "refused", reason: "provider_not_connected" },
    ],
    [
      { kind: "status", status: 422, code: "never_seen" },
      { kind: "refused", reason: "not_valid" },
    ],
    [
      { kind: "status", status: 429, retry_after: 7 },
      { kind: "deferred", retryAfterMs: 7_000 },
    ],
    [
      { kind: "status", status: 429, retry_after: -3 },
      { kind: "deferred", retryAfterMs: 2_000 },
    ],
    [
      { kind: "status", status: 429, retry_after: "soon" },
      { kind: "deferred", retryAfterMs: 2_000 },
    ],
    [
      { kind: "status", status: 429, retry_after: 99_999 },
      { kind: "deferred", retryAfterMs: 900_000 },
    ],
    [
      { kind: "status", status: 429, retry_after: "" },
      { kind: "deferred", retryAfterMs: 2_000 },
    ],
  ])("%j is %j", async (spec, expected) => {
    await fault(spec);
    expect(await driver().submit(key(), turkishBatch("+905321110001"))).toMatchObject({
      ...expected,
      httpStatus: spec.status,
    });
    expect(await accepted()).toBe(0);
  });

  it("R-110 reads Retry-After as an HTTP date", async () => {
    await fault({ kind: "status", status: 429, retry_after: new Date(Date.now() + 60_000).toUTCString() });
    const outcome = await driver().submit(key(), turkishBatch("+905321110001"));
    expect(outcome.kind).toBe("deferred");
    expect(outcome.kind === "deferred" ? outcome.retryAfterMs : 0).toBeGreaterThan(57_000);
    expect(outcome.kind === "deferred" ? outcome.retryAfterMs : 0).toBeLessThanOrEqual(60_000);
  });

  it("a host that nobody answers for", async () => {
    const closed = "http://127.0.0.1:9";
    const other = openHttp({ origins: [closed], allowsLoopback: true });
    const outcome = await iletinizDriver({ http: other, apiUrl: closed, allowsLoopback: true }).submit(
      key(),
      turkishBatch("+905321110001"),
    );
    await other.close();
    expect(outcome).toEqual({
      httpStatus: null,
      requestId: null,
      kind: "deferred",
      retryAfterMs: 2_000,
      providerCode: "refused",
    });
  });

  it("the server's own refusals: unknown key, missing scope, no plan, wrong sender", async () => {
    const to = turkishBatch("+905321110001");
    expect(await driver().submit(new Secret("iltz_test_gone"), to)).toMatchObject({
      kind: "refused",
      reason: "key_invalid",
    });
    const narrow = new Secret(await issue(workspace(), ["account:read"]));
    expect(await driver().submit(narrow, to)).toMatchObject({ kind: "refused", reason: "scope_missing" });
    expect(await driver().submit(key(), { ...to, sender: "YABANCI" })).toMatchObject({
      kind: "refused",
      reason: "sender_not_approved",
    });
    await sandbox().control("PATCH", `/workspaces/${workspace()}`, { plan: null });
    expect(await driver().submit(key(), to)).toMatchObject({ kind: "refused", reason: "no_active_plan" });
  });
});

describe("R-101 a call that may have been accepted is unknown", () => {
  it.each([
    { kind: "status", status: 408, when: "before" },
    { kind: "status", status: 408, when: "after" },
    { kind: "status", status: 500, when: "before" },
    { kind: "status", status: 500, when: "after" },
    { kind: "status", status: 503, when: "after", retry_after: 1 },
    { kind: "hang", when: "before" },
    { kind: "hang", when: "after" },
    { kind: "reset", when: "before" },
    { kind: "reset", when: "after" },
    { kind: "redirect", status: 302, location: "http://127.0.0.1:9/", when: "before" },
    { kind: "redirect", status: 307, location: "http://127.0.0.1:9/", when: "after" },
    { kind: "slow", ms: 900 },
    { kind: "drip", bytes_per_second: 1 },
    { kind: "malformed" },
    { kind: "html" },
    { kind: "truncated" },
    { kind: "empty", status: 204 },
    { kind: "empty", status: 200 },
    { kind: "huge", bytes: 2_000_000 },
    { kind: "gzip_bomb", bytes: 1 << 26 },
  ])("%j", async (spec) => {
    await fault(spec);
    const outcome = await driver().submit(key(), turkishBatch("+905321110001"));
    const wasTaken = !("when" in spec) || spec.when === "after";
    expect(outcome.kind).toBe("unknown");
    expect(await accepted()).toBe(wasTaken ? 1 : 0);
  });

  it("an answer whose fields have the wrong types makes nothing accepted", async () => {
    await fault({ kind: "wrong_types" });
    const outcome = await driver().submit(key(), turkishBatch("+905321110001"));
    const said = outcome.kind === "settled" ? outcome.outcomes.map(({ kind }) => kind) : [outcome.kind];
    expect(said).toEqual(["unknown"]);
  });

  it.each([
    ["short", ["accepted", "accepted", "unknown"]],
    ["long", ["accepted", "accepted", "accepted"]],
    ["shuffled", ["accepted", "accepted", "accepted"]],
  ])("R-106 results %s", async (variant, kinds) => {
    await fault({ kind: "results", variant });
    const outcome = await driver().submit(key(), turkishBatch("+905321110001", "+905321110002", "+905321110003"));
    expect(outcome.kind === "settled" ? outcome.outcomes.map(({ kind }) => kind) : outcome.kind).toEqual(kinds);
  });

  it("R-106 an answer about other numbers settles nobody of ours", async () => {
    await fault({ kind: "results", variant: "wrong_to" });
    const outcome = await driver().submit(key(), turkishBatch("+905321110001", "+905321110002"));
    expect(outcome.kind === "settled" ? outcome.outcomes.some(({ kind }) => kind === "unknown") : false).toBe(true);
  });
});
