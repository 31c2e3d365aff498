import * as oauth from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Application, type Beginning } from "../testing/client.ts";
import { type Customer, call, list, type Reply, Running, redirectUri, text } from "../testing/running.ts";

let sandbox: Running;
let app: Application;
let shop: Customer;

beforeAll(async () => {
  sandbox = await Running.start();
  app = await Application.of(sandbox);
});
beforeEach(async () => {
  shop = await sandbox.customer();
});
afterAll(() => sandbox.stop());

async function approved(): Promise<{ back: URL; beginning: Beginning }> {
  const beginning = await app.begin();
  return { beginning, back: await app.approve(beginning, { workspace: shop.id }) };
}

async function exchanged(patienceMs = 10_000): Promise<Reply> {
  const { back, beginning } = await approved();
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: back.searchParams.get("code") ?? "",
    redirect_uri: redirectUri,
    client_id: "tellal",
    code_verifier: beginning.verifier,
  });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const signal = AbortSignal.timeout(patienceMs);
  const sending = { method: "POST", raw: form.toString(), headers, signal };
  return call(`${sandbox.auth}/connect/token`, sending);
}

async function issued(): Promise<number> {
  const { body } = await sandbox.control(`/keys?workspace=${shop.id}`);
  // The customer of the test fixture has one from the start.
  return list(body, "keys").length - 1;
}

describe("token answers", () => {
  it.each([
    ["missing", (body: unknown) => expect(body).not.toHaveProperty("access_token")],
    ["empty", (body: unknown) => expect(body).toHaveProperty("access_token", "")],
    ["array", (body: unknown) => expect(body).toHaveProperty("access_token", [expect.any(String)])],
    ["huge", (body: unknown) => expect(text(body, "access_token").length).toBeGreaterThan(10_000_000)],
    ["crlf", (body: unknown) => expect(text(body, "access_token")).toContain("\r\n")],
    ["wrong_form", (body: unknown) => expect(text(body, "access_token")).toMatch(/^sk_/)],
    ["wrong_token_type", (body: unknown) => expect(body).toHaveProperty("token_type", "mac")],
    ["lower_case_token_type", (body: unknown) => expect(body).toHaveProperty("token_type", "bearer")],
    ["expires_in", (body: unknown) => expect(body).toHaveProperty("expires_in", 3_600)],
    ["refresh_token", (body: unknown) => expect(body).toHaveProperty("refresh_token")],
    ["fewer_scopes", (body: unknown) => expect(body).toHaveProperty("scope", "account:read connections:read")],
    ["extra_scope", (body: unknown) => expect(text(body, "scope")).toContain("admin:all")],
    ["no_scope", (body: unknown) => expect(body).not.toHaveProperty("scope")],
    ["no_workspace", (body: unknown) => expect(body).not.toHaveProperty("workspace")],
    ["as_api_key", (body: unknown) => expect(text(body, "api_key")).toMatch(/^iltz_test_/)],
    ["as_key", (body: unknown) => expect(text(body, "key")).toMatch(/^iltz_test_/)],
  ])("%s, while a key was issued", async (variant, check) => {
    await shop.spoil({ kind: "token", variant }, { on: "token" });
    const reply = await exchanged();
    expect(reply.status).toBe(200);
    check(reply.body);
    expect(await issued()).toBe(1);
  });

  it("with fewer scopes the key really has fewer", async () => {
    await shop.spoil({ kind: "token", variant: "fewer_scopes" }, { on: "token" });
    const key = text((await exchanged()).body, "access_token");
    const headers = { authorization: `Bearer ${key}` };
    const sent = await call(`${sandbox.api}/v1/messages`, { method: "POST", headers, body: { to: "x", body: "y" } });
    expect(sent.body).toMatchObject({ error: "insufficient_scope" });
  });

  it("never comes, after the key was issued", async () => {
    await shop.spoil({ kind: "hang", when: "after" }, { on: "token" });
    await expect(exchanged(500)).rejects.toThrow(/timeout/i);
    expect(await issued()).toBe(1);
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ])("500 %s the key is issued leaves %i", async (when, count) => {
    await shop.spoil({ kind: "status", status: 500, when }, { on: "token" });
    const reply = await exchanged();
    expect([reply.status, reply.body]).toMatchObject([500, { error: "server_error" }]);
    expect(await issued()).toBe(count);
    const calls = await sandbox.control(`/calls?on=token&workspace=${shop.id}`);
    expect(calls.body).toMatchObject({ count: 1, calls: [{ status: 500 }] });
  });

  it("a switch for one workspace leaves the others alone", async () => {
    const other = await sandbox.customer();
    await other.spoil({ kind: "status", status: 500 }, { on: "token" });
    expect((await exchanged()).status).toBe(200);
  });
});

describe("authorization answers", () => {
  it.each(["access_denied", "invalid_scope", "server_error", "temporarily_unavailable", "something_new"])(
    "%s comes back at once, with state and issuer",
    async (code) => {
      const description = "<img src=x onerror=alert(1)>";
      const fault = { kind: "authorization_error", code, description, uri: "http://attacker.example/" };
      await sandbox.control("/switches", { method: "POST", body: { on: "authorize", fault } });
      const beginning = await app.begin();
      const reply = await call(beginning.url, {});
      const back = new URL(reply.headers.get("location") ?? "");
      expect(back.origin + back.pathname).toBe(redirectUri);
      expect(Object.fromEntries(back.searchParams)).toEqual({
        error: code,
        error_description: description,
        error_uri: "http://attacker.example/",
        state: beginning.state,
        iss: sandbox.auth,
      });
    },
  );

  it("an error for one workspace waits until that workspace was chosen", async () => {
    await shop.spoil({ kind: "authorization_error", code: "server_error" }, { on: "authorize" });
    const { back } = await approved();
    expect(back.searchParams.get("error")).toBe("server_error");
    expect(back.searchParams.get("code")).toBeNull();
  });

  it.each([
    ["wrong", (iss: string[]) => expect(iss).toEqual(["https://attacker.example"])],
    ["missing", (iss: string[]) => expect(iss).toEqual([])],
    ["trailing_slash", (iss: string[]) => expect(iss).toEqual([`${sandbox.auth}/`])],
    ["upper_case_host", (iss: string[]) => expect(iss).toEqual([sandbox.auth.replace("localhost", "LOCALHOST")])],
    ["duplicated", (iss: string[]) => expect(iss).toEqual([sandbox.auth, sandbox.auth])],
  ])("iss is %s, and the client library refuses it", async (variant, check) => {
    await shop.spoil({ kind: "iss", variant }, { on: "authorize" });
    const { back, beginning } = await approved();
    check(back.searchParams.getAll("iss"));
    await expect(app.exchange(back, beginning)).rejects.toThrow();
    expect(await issued()).toBe(0);
  });

  it.each([
    ["wrong", "someone-elses-state-value"],
    ["missing", null],
  ])("state is %s", async (variant, value) => {
    await shop.spoil({ kind: "state", variant }, { on: "authorize" });
    expect((await approved()).back.searchParams.get("state")).toBe(value);
  });
});

describe("revocation answers", () => {
  it("503 with Retry-After until cleared, then the key is revoked", async () => {
    await shop.spoil({ kind: "status", status: 503, retry_after: 2 }, { on: "revoke", times: null });
    for (let n = 0; n < 2; n += 1) await expect(oauth.tokenRevocation(app.config, shop.key)).rejects.toThrow();
    expect((await shop.call("/v1/account")).status).toBe(200);
    await sandbox.control(`/switches?workspace=${shop.id}`, { method: "DELETE" });
    await oauth.tokenRevocation(app.config, shop.key);
    expect((await shop.call("/v1/account")).status).toBe(401);
    const { body } = await sandbox.control(`/calls?on=revoke&key=${shop.fingerprint}`);
    expect(list(body, "calls")).toMatchObject([{ status: 503 }, { status: 503 }, { status: 200 }]);
  });

  it.each([
    ["unsupported_token_type", 400],
    ["invalid_client", 401],
  ])("%s", async (code, status) => {
    await shop.spoil({ kind: "status", status, code }, { on: "revoke" });
    await expect(oauth.tokenRevocation(app.config, shop.key)).rejects.toMatchObject({ error: code, status });
  });

  it.each([
    ["reset", "before", 200],
    ["hang", "before", 200],
    ["hang", "after", 401],
  ])("%s %s it took effect", async (kind, when, status) => {
    await shop.spoil({ kind, when }, { on: "revoke" });
    const raw = new URLSearchParams({ token: shop.key, client_id: "tellal" }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const signal = AbortSignal.timeout(500);
    await expect(call(`${sandbox.auth}/connect/revoke`, { method: "POST", raw, headers, signal })).rejects.toThrow();
    expect((await shop.call("/v1/account")).status).toBe(status);
  });
});

describe("metadata", () => {
  it("can be forged, and the client library refuses it", async () => {
    const patch = { issuer: "https://attacker.example", token_endpoint: "https://attacker.example/token" };
    await sandbox.control("/switches", {
      method: "POST",
      body: { on: "metadata", fault: { kind: "metadata", patch } },
    });
    await expect(Application.of(sandbox)).rejects.toThrow();
    await expect(Application.of(sandbox)).resolves.toBeDefined();
  });

  it("can be absent", async () => {
    const fault = { kind: "status", status: 404, code: "not_found" };
    await sandbox.control("/switches", { method: "POST", body: { on: "metadata", fault } });
    await expect(Application.of(sandbox)).rejects.toThrow();
  });
});
