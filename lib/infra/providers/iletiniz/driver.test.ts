import { describe, expect, it } from "vitest";
import { Secret } from "#lib/infra/crypto/secret";
import { openDriverStage, turkishBatch } from "#lib/infra/providers/iletiniz/driver-stage.fixture";

const { sandbox, driver, workspace, key, issue, fault, accepted } = openDriverStage();

describe("submit", () => {
  it("gives one outcome per message, and the ledger holds the text as it was given", async () => {
    const outcome = await driver().submit(key(), turkishBatch("+905321110001", "+905321110090", "+905321110002"));
    expect(outcome).toEqual({
      httpStatus: 200,
      requestId: expect.any(String),
      kind: "settled",
      outcomes: [
        { kind: "accepted", providerId: expect.stringMatching(/^\w{16,32}$/), providerCode: "sent" },
        { kind: "refused", reason: "invalid_recipient", providerCode: "INVALID_RECIPIENT" },
        { kind: "accepted", providerId: expect.any(String), providerCode: "sent" },
      ],
    });
    const ledger = await sandbox().control("GET", `/ledger?workspace=${workspace()}`);
    expect(ledger).toMatchObject({
      messages: [
        { to: "+905321110002", body: "Merhaba\nyarın açığız", sender: "MAGAZA", iys: false },
        { to: "+905321110001" },
      ],
    });
  });

  it("takes 200 at once", async () => {
    const numbers = Array.from(
      { length: driver().capabilities.batch.most },
      (_, index) => `+90532${1_110_000 + index * 100}`,
    );
    const outcome = await driver().submit(key(), turkishBatch(...numbers));
    expect(outcome.kind === "settled" && outcome.outcomes.every(({ kind }) => kind === "accepted")).toBe(true);
    expect(await accepted()).toBe(numbers.length);
  });

  it.each([
    ["+905321110091", "provider_rejected"],
    ["+905321110093", "provider_unavailable"],
    ["+905321110094", "sender_not_approved"],
  ])("R-113 %s fails for good with %s", async (to, reason) => {
    expect(await driver().submit(key(), turkishBatch(to))).toMatchObject({
      kind: "settled",
      outcomes: [{ kind: "refused", reason }],
    });
  });

  it("R-113 the provider's consent filter is asked for commercial messages only", async () => {
    const to = "+905321110092";
    const outcome = await driver().submit(key(), { ...turkishBatch(to), isCommercial: true });
    expect(outcome).toMatchObject({ outcomes: [{ kind: "refused", reason: "no_consent_at_provider" }] });
    expect(await driver().submit(key(), turkishBatch(to))).toMatchObject({ outcomes: [{ kind: "accepted" }] });
  });

  it("R-112 defers what a batch left over when the quota ran out inside it", async () => {
    await sandbox().control("PATCH", `/workspaces/${workspace()}`, { quota: { limit: 10, used: 8 } });
    const outcome = await driver().submit(key(), turkishBatch("+905321110001", "+905321110002", "+905321110003"));
    expect(outcome).toMatchObject({
      kind: "settled",
      outcomes: [{ kind: "accepted" }, { kind: "accepted" }, { kind: "deferred", reason: "quota_exceeded" }],
    });
    expect(await accepted()).toBe(2);
  });
});

describe("poll", () => {
  const ask = (id: string) => ({ providerId: id, numbers: ["+905321110001"] });
  const reports = (state: string) => ({ kind: "reports", reports: [{ to: "+905321110001", state }] });

  async function send(to: string): Promise<string> {
    const outcome = await driver().submit(key(), turkishBatch(to));
    const first = outcome.kind === "settled" ? outcome.outcomes[0] : undefined;
    if (first?.kind !== "accepted") throw new Error("the sandbox did not accept");
    return first.providerId ?? "";
  }

  it.each([
    ["+905321110001", "delivered"],
    ["+905321110095", "undelivered"],
    ["+905321110096", "expired"],
    ["+905321110097", "rejected"],
  ] as const)("%s ends %s", async (to, state) => {
    const id = await send(to);
    await expect.poll(() => driver().poll(key(), ask(id)), { timeout: 5_000 }).toMatchObject(reports(state));
  });

  it.each(["+905321110098", "+905321110099"])("%s stays open", async (to) => {
    expect(await driver().poll(key(), ask(await send(to)))).toMatchObject(reports("pending"));
  });

  it("tells not found, refused and later apart", async () => {
    expect(await driver().poll(key(), ask("k7m4n2p9q8r5s1t6"))).toEqual({ kind: "not_found" });
    expect(await driver().poll(new Secret("iltz_test_gone"), ask("k7m4n2p9q8r5s1t6"))).toEqual({
      kind: "refused",
      reason: "key_invalid",
    });
    await fault({ kind: "status", status: 429, retry_after: 4 });
    expect(await driver().poll(key(), ask("k7m4n2p9q8r5s1t6"))).toEqual({ kind: "deferred", retryAfterMs: 4_000 });
    for (const spec of [{ kind: "status", status: 500 }, { kind: "reset" }, { kind: "malformed" }]) {
      const id = await send("+905321110001");
      await fault(spec);
      expect(await driver().poll(key(), ask(id))).toEqual({ kind: "deferred", retryAfterMs: 5_000 });
    }
  });
});

describe("account and senders", () => {
  it("reads plan, quota, upgrade link, senders and connections", async () => {
    expect(await driver().account(key())).toMatchObject({
      kind: "value",
      httpStatus: 200,
      value: { remoteId: workspace(), plan: { status: "active" }, quota: { limit: 50_000, remaining: 50_000 } },
    });
    const list = await driver().senders(key());
    expect(list.kind === "value" ? list.value.senders.map(({ name }) => name) : []).toContain("MAGAZA");
    expect(list.kind === "value" ? list.value.channels.find(({ isDefault }) => isDefault)?.code : null).toBe("netgsm");
  });

  it("names the scope that is missing", async () => {
    const narrow = new Secret(await issue(workspace(), ["messages:send"]));
    expect(await driver().account(narrow)).toMatchObject({
      kind: "refused",
      reason: "scope_missing",
      missingScope: "account:read",
    });
    expect(await driver().senders(narrow)).toMatchObject({
      kind: "refused",
      reason: "scope_missing",
      missingScope: "connections:read",
    });
    expect(await driver().account(new Secret("iltz_test_gone"))).toMatchObject({
      kind: "refused",
      reason: "key_invalid",
    });
  });

  it.each([{ kind: "status", status: 503, retry_after: 9 }, { kind: "hang" }, { kind: "html" }, { kind: "reset" }])(
    "%j is unavailable, never an empty account",
    async (spec) => {
      await fault(spec);
      expect(await driver().account(key())).toMatchObject({ kind: "unavailable", latencyMs: expect.any(Number) });
    },
  );
});
