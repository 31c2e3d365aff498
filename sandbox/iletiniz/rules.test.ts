import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Customer, call, Running, text } from "../testing/running.ts";

let sandbox: Running;
let shop: Customer;

beforeAll(async () => {
  sandbox = await Running.start();
  shop = await sandbox.customer();
});
afterAll(() => sandbox.stop());

const message = { to: "+905321112233", body: "a" };

describe("keys", () => {
  it.each([
    ["no key", undefined],
    ["another scheme", "Basic abc"],
    ["an unknown key", "Bearer iltz_test_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
    ["a key of another form", "Bearer sk_live_123"],
  ])("%s is answered 401", async (_case, authorization) => {
    const reply = await call(`${sandbox.api}/v1/account`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    expect([reply.status, reply.body]).toMatchObject([401, { error: "invalid_api_key", message: expect.any(String) }]);
  });

  it("stop at once when revoked, and nothing is taken", async () => {
    const customer = await sandbox.customer();
    expect((await customer.send(message)).status).toBe(200);
    await sandbox.control(`/keys/${customer.fingerprint}/revoke`, { method: "POST" });
    expect((await customer.send(message)).status).toBe(401);
    expect(await customer.accepted()).toBe(1);
  });

  it.each([
    ["/v1/account", "account:read", ["messages:send", "connections:read"]],
    ["/v1/senders", "connections:read", ["messages:send", "account:read"]],
    ["/v1/messages/0000000000000000", "messages:send", ["account:read"]],
  ])("without the permission for %s get 403 that names it", async (path, scope, scopes) => {
    const customer = await sandbox.customer({}, scopes);
    const reply = await customer.call(path);
    expect([reply.status, reply.body]).toMatchObject([403, { error: "insufficient_scope" }]);
    expect(reply.headers.get("www-authenticate")).toBe(`Bearer error="insufficient_scope", scope="${scope}"`);
  });

  it("without messages:send cannot send", async () => {
    const customer = await sandbox.customer({}, ["account:read"]);
    expect((await customer.send(message)).status).toBe(403);
    expect((await customer.bulk({ items: [message] })).status).toBe(403);
    expect(await customer.accepted()).toBe(0);
  });
});

describe("plan and quota", () => {
  it.each([
    ["no plan", { plan: null }, "no_active_plan"],
    ["a cancelled plan", { plan: { code: "pro", name: "Pro", status: "canceled" } }, "no_active_plan"],
    ["a plan past due", { plan: { code: "pro", name: "Pro", status: "past_due" } }, "no_active_plan"],
    ["a quota used up", { quota: { limit: 5, used: 5 } }, "quota_exceeded"],
  ])("%s is answered 402", async (_case, change, error) => {
    const customer = await sandbox.customer(change);
    const single = await customer.send(message);
    expect([single.status, single.body]).toMatchObject([402, { error }]);
    expect((await customer.bulk({ items: [message] })).status).toBe(402);
    expect(await customer.accepted()).toBe(0);
  });

  it("a trial may send, and a plan without a limit never ends", async () => {
    const plan = { code: "trial", name: "Deneme", status: "trialing" };
    const customer = await sandbox.customer({ plan, quota: { limit: null } });
    expect((await customer.send(message)).status).toBe(200);
    expect((await customer.call("/v1/account")).body).toMatchObject({
      quota: { limit: null, used: 1, remaining: null },
    });
  });

  it("are read from the account, with a way to upgrade", async () => {
    await shop.send(message);
    const { body } = await shop.call("/v1/account");
    expect(body).toEqual({
      workspace: { id: shop.id, name: shop.id },
      plan: { code: "pro", name: "Pro", status: "active", renews_at: expect.any(String) },
      quota: { limit: 50_000, used: 1, remaining: 49_999, period_end: expect.any(String) },
      upgrade_url: expect.stringMatching(/^https:/),
    });
  });

  it("follow a change at once", async () => {
    const customer = await sandbox.customer({ plan: null });
    expect((await customer.send(message)).status).toBe(402);
    const plan = { code: "pro", name: "Pro", status: "active" };
    await sandbox.control(`/workspaces/${customer.id}`, { method: "PATCH", body: { plan, quota: { used: 49_999 } } });
    expect((await customer.send(message)).status).toBe(200);
    expect((await customer.send(message)).body).toMatchObject({ error: "quota_exceeded" });
  });
});

describe("polling", () => {
  it.each([
    ["42", "delivered"],
    ["95", "failed"],
    ["96", "expired"],
    ["97", "rejected"],
    ["98", "sent"],
    ["99", "unknown"],
  ])("a number ending in %s is reported %s", async (ending, status) => {
    const sent = await shop.send({ to: `+9053211122${ending}`, body: "a" });
    const jobId = text(sent.body, "job_id");
    // 10,000 times the speed: the slowest end comes after 2.1 ms.
    await expect
      .poll(async () => (await shop.call(`/v1/messages/${jobId}`)).body)
      .toMatchObject({
        job_id: jobId,
        status,
        to: `+9053211122${ending}`,
        provider: "netgsm",
        sent_at: expect.any(String),
        delivered_at: status === "delivered" ? expect.any(String) : null,
      });
  });

  it("an unknown id and another workspace's id are the same 404", async () => {
    const other = await sandbox.customer();
    const jobId = text((await other.send(message)).body, "job_id");
    const foreign = await shop.call(`/v1/messages/${jobId}`);
    const unknown = await shop.call("/v1/messages/0000000zzzzzzzzz");
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(foreign.body).toEqual(unknown.body);
  });

  it("an id of the wrong length is 422", async () => {
    expect((await shop.call("/v1/messages/short")).status).toBe(422);
    expect((await shop.call(`/v1/messages/${"a".repeat(33)}`)).status).toBe(422);
  });
});

describe("every answer", () => {
  it("has a request id of its own", async () => {
    const replies = await Promise.all(["/v1/health", "/v1/account", "/v1/nothing"].map((path) => shop.call(path)));
    const ids = replies.map(({ headers }) => headers.get("x-request-id"));
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(null);
  });

  it("the health check needs no key", async () => {
    expect((await call(`${sandbox.api}/v1/health`, {})).body).toEqual({ ok: true, db: "up" });
  });

  it.each([
    ["an unknown path", "/v1/campaigns", {}, 404, "not_found"],
    ["a wrong method", "/v1/account", { method: "DELETE" }, 405, "method_not_allowed"],
    ["broken JSON", "/v1/messages", { method: "POST", raw: "{" }, 400, "validation_error"],
    [
      "another content type",
      "/v1/messages",
      { method: "POST", raw: "{}", headers: { "content-type": "text/plain" } },
      400,
      "validation_error",
    ],
    [
      "65 kB for one message",
      "/v1/messages",
      { method: "POST", raw: JSON.stringify({ x: "a".repeat(66_000) }) },
      413,
      "payload_too_large",
    ],
  ])("%s is refused in the usual form", async (_case, path, sending, status, error) => {
    const reply = await shop.call(path, sending);
    expect([reply.status, reply.body]).toMatchObject([status, { error, message: expect.any(String) }]);
  });
});

describe("rate limit", () => {
  it("is 10 a second and 20 at once unless told otherwise", async () => {
    expect((await sandbox.control("/rate")).body).toEqual({ rate: { per_second: 10, burst: 20 } });
  });

  it("lets the burst through and answers the rest with Retry-After, each key for itself", async () => {
    // So slow that no call comes back while the test runs.
    const rate = { per_second: 0.001, burst: 20 };
    const customer = await sandbox.customer({ rate });
    const replies = await Promise.all(Array.from({ length: 30 }, () => customer.call("/v1/account")));
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(refused[0]?.headers.get("retry-after")).toBe("1");
    expect(refused[0]?.body).toMatchObject({ error: "rate_limited" });
    const other = await sandbox.customer({ rate });
    expect((await other.call("/v1/account")).status).toBe(200);
  });

  it("can be turned off for everybody and for one workspace", async () => {
    const customer = await sandbox.customer({ rate: null });
    await sandbox.control("/rate", { method: "PUT", body: { rate: "off" } });
    const free = await Promise.all(Array.from({ length: 60 }, () => customer.call("/v1/account")));
    expect(free.every(({ status }) => status === 200)).toBe(true);
    await sandbox.control("/rate", { method: "PUT", body: { rate: { per_second: 0.001, burst: 1 } } });
    await customer.call("/v1/account");
    expect((await customer.call("/v1/account")).status).toBe(429);
    expect((await shop.call("/v1/account")).status).toBe(200);
    await sandbox.control("/rate", { method: "PUT", body: { rate: { per_second: 10, burst: 20 } } });
  });
});
