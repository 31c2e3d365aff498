import * as oauth from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Application, allScopes } from "../testing/client.ts";
import { call, list, type Reply, Running, redirectUri, text } from "../testing/running.ts";

let sandbox: Running;
let app: Application;
let workspace: string;

beforeAll(async () => {
  sandbox = await Running.start();
  app = await Application.of(sandbox);
  ({ id: workspace } = await sandbox.customer());
});
afterAll(() => sandbox.stop());

function account(key: string): Promise<Reply> {
  return call(`${sandbox.api}/v1/account`, { headers: { authorization: `Bearer ${key}` } });
}

function postForm(path: string, fields: Record<string, string>): Promise<Reply> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return call(`${sandbox.auth}${path}`, { method: "POST", raw: new URLSearchParams(fields).toString(), headers });
}

describe("connecting", () => {
  it("gives a key for the chosen workspace that the API accepts, and nothing that expires", async () => {
    const beginning = await app.begin();
    const back = await app.approve(beginning, { workspace });
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(back.searchParams.get("state")).toBe(beginning.state);
    expect(back.searchParams.get("iss")).toBe(sandbox.auth);
    const reply = await postForm("/connect/token", {
      grant_type: "authorization_code",
      code: back.searchParams.get("code") ?? "",
      redirect_uri: redirectUri,
      client_id: "tellal",
      code_verifier: beginning.verifier,
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(reply.body).toEqual({
      access_token: expect.stringMatching(/^iltz_test_[A-Za-z0-9_-]{32,}$/),
      token_type: "Bearer",
      scope: allScopes,
      workspace: { id: workspace, name: workspace },
    });
    expect((await account(text(reply.body, "access_token"))).body).toMatchObject({ workspace: { id: workspace } });
  });

  it("gives fewer permissions when fewer were ticked", async () => {
    const token = await app.connect(workspace, ["messages:send", "account:read"]);
    expect(token.scope?.split(" ").sort()).toEqual(["account:read", "messages:send"]);
    const headers = { authorization: `Bearer ${token.access_token}` };
    expect((await call(`${sandbox.api}/v1/senders`, { headers })).status).toBe(403);
    expect((await account(token.access_token)).status).toBe(200);
  });

  it("gives no more than the workspace can, as an old authorization does", async () => {
    const token = await app.connect("ws_4v9c6b");
    expect(token.scope?.split(" ").sort()).toEqual(["contacts:write", "messages:send"]);
    expect((await account(token.access_token)).body).toMatchObject({ error: "insufficient_scope" });
  });

  it("a refusal comes back as access_denied, with state and issuer", async () => {
    const beginning = await app.begin();
    const back = await app.approve(beginning, { workspace, decision: "refuse" });
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: "access_denied",
      state: beginning.state,
      iss: sandbox.auth,
    });
  });
});

describe("codes", () => {
  it("used twice: the second is refused and the key of the first stops working", async () => {
    const beginning = await app.begin();
    const back = await app.approve(beginning, { workspace });
    const token = await app.exchange(back, beginning);
    expect((await account(token.access_token)).status).toBe(200);
    await expect(app.exchange(back, beginning)).rejects.toMatchObject({ error: "invalid_grant" });
    expect((await account(token.access_token)).status).toBe(401);
  });

  it("used twenty times at once: at most one key comes out, and it does not work", async () => {
    const { id } = await sandbox.customer();
    const beginning = await app.begin();
    const back = await app.approve(beginning, { workspace: id });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => app.exchange(back, beginning)));
    const keys = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value.access_token] : []));
    expect(keys.length).toBeLessThanOrEqual(1);
    for (const key of keys) expect((await account(key)).status).toBe(401);
    const { body } = await sandbox.control(`/keys?workspace=${id}&state=active`);
    // One is the fixture's own.
    expect(list(body, "keys")).toHaveLength(1);
  });

  it.each([
    ["another verifier", { code_verifier: oauth.randomPKCECodeVerifier() }, 400, "invalid_grant"],
    ["another redirect address", { redirect_uri: `${redirectUri}/` }, 400, "invalid_grant"],
    ["no verifier", { code_verifier: "" }, 400, "invalid_grant"],
    ["an unknown client", { client_id: "wordpress" }, 401, "invalid_client"],
    ["another grant type", { grant_type: "password" }, 400, "unsupported_grant_type"],
    ["an unknown code", { code: "x" }, 400, "invalid_grant"],
  ])("with %s are refused", async (_case, change, status, error) => {
    const beginning = await app.begin();
    const back = await app.approve(beginning, { workspace });
    const right = {
      grant_type: "authorization_code",
      code: back.searchParams.get("code") ?? "",
      redirect_uri: redirectUri,
      client_id: "tellal",
      code_verifier: beginning.verifier,
    };
    const reply = await postForm("/connect/token", { ...right, ...change });
    expect([reply.status, reply.body]).toMatchObject([status, { error }]);
  });
});

describe("requests that are not answered to the client", () => {
  it.each([
    ["a redirect address that is not registered", { redirect_uri: "http://localhost:3000/other" }],
    ["a redirect address with a slash more", { redirect_uri: `${redirectUri}/` }],
    ["an unknown client", { client_id: "wordpress" }],
  ])("%s gets a page with 400 and no redirect", async (_case, change) => {
    const { url } = await app.begin(change);
    const reply = await call(url, { headers: { accept: "text/html" } });
    expect(reply.status).toBe(400);
    expect(reply.headers.get("location")).toBeNull();
    expect(reply.headers.get("content-type")).toContain("text/html");
    expect(reply.body).toContain("Deneme sunucusu");
  });
});

describe("requests that are sent back as errors", () => {
  it.each([
    ["plain PKCE", { code_challenge_method: "plain" }, "invalid_request"],
    ["no PKCE", { code_challenge: "", code_challenge_method: "" }, "invalid_request"],
    ["a short state", { state: "abc" }, "invalid_request"],
    ["an unknown scope", { scope: `${allScopes} admin:all` }, "invalid_scope"],
    ["the implicit flow", { response_type: "token" }, "unsupported_response_type"],
  ])("%s", async (_case, change, error) => {
    const { url } = await app.begin(change);
    const reply = await call(url, {});
    const back = new URL(reply.headers.get("location") ?? "");
    expect(back.origin + back.pathname).toBe(redirectUri);
    const answer = new URLSearchParams(back.search || back.hash.slice(1));
    expect(answer.get("error")).toBe(error);
    expect(answer.get("code")).toBeNull();
  });
});

describe("revoking", () => {
  it("stops the key at once, and is 200 for the same key again and for one never seen", async () => {
    const { access_token: token } = await app.connect(workspace);
    for (const one of [token, token, "iltz_test_never_seen_before_never_seen_before"]) {
      const reply = await postForm("/connect/revoke", {
        token: one,
        token_type_hint: "access_token",
        client_id: "tellal",
      });
      expect([reply.status, reply.body]).toEqual([200, ""]);
    }
    expect((await account(token)).status).toBe(401);
  });

  it("is listed with its time and reason", async () => {
    const { id } = await sandbox.customer();
    const { access_token: token } = await app.connect(id);
    await oauth.tokenRevocation(app.config, token);
    const { body } = await sandbox.control(`/keys?workspace=${id}&state=revoked`);
    expect(list(body, "keys")).toMatchObject([
      { workspace: id, client: "tellal", revokedAt: expect.any(String), revokedBecause: "revocation endpoint" },
    ]);
    const calls = await sandbox.control(`/calls?on=revoke&workspace=${id}`);
    expect(calls.body).toMatchObject({ count: 1, calls: [{ status: 200 }] });
  });

  it("also stops a key that was made on the control surface", async () => {
    const customer = await sandbox.customer();
    await oauth.tokenRevocation(app.config, customer.key);
    expect((await account(customer.key)).status).toBe(401);
  });

  it.each([
    ["no token", { client_id: "tellal" }, 400, "invalid_request"],
    ["an unknown client", { client_id: "nobody", token: "x" }, 401, "invalid_client"],
  ])("with %s is refused", async (_case, fields, status, error) => {
    const reply = await postForm("/connect/revoke", fields);
    expect([reply.status, reply.body]).toMatchObject([status, { error }]);
  });
});

describe("what the server says of itself", () => {
  it("is exactly what the contract lists", async () => {
    const { body } = await call(`${sandbox.auth}/.well-known/oauth-authorization-server`, {});
    expect(body).toEqual({
      issuer: sandbox.auth,
      authorization_endpoint: `${sandbox.auth}/connect/authorize`,
      token_endpoint: `${sandbox.auth}/connect/token`,
      revocation_endpoint: `${sandbox.auth}/connect/revoke`,
      scopes_supported: expect.arrayContaining(allScopes.split(" ")),
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
      authorization_response_iss_parameter_supported: true,
    });
  });

  it("nothing else of the protocol library is reachable", async () => {
    for (const path of ["/jwks", "/me", "/session/end", "/.well-known/openid-configuration", "/connect/nothing"]) {
      expect((await call(`${sandbox.auth}${path}`, {})).status, path).toBe(404);
    }
  });
});
