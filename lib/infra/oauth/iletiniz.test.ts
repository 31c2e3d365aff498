import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Clock } from "#lib/infra/clock";
import { Secret } from "#lib/infra/crypto/secret";
import { newToken } from "#lib/infra/crypto/tokens";
import { type Http, openHttp } from "#lib/infra/http";
import { type IletinizOAuth, iletinizOAuth } from "#lib/infra/oauth/iletiniz";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";

const SCOPES = ["messages:send", "contacts:write", "connections:read", "account:read"];
const redirectUri = "http://localhost:3000/connect/iletiniz/callback";
const sandbox = runSandbox();
const Count = z.object({ count: z.number() });

let http: Http;
let oauth: IletinizOAuth;
let workspace: string;

beforeAll(() => {
  const { issuer } = sandbox();
  http = openHttp({ origins: [issuer], allowsLoopback: true, limits: { firstByteMs: 500, totalMs: 800 } });
});

afterAll(() => http.close());

beforeEach(async () => {
  oauth = client();
  workspace = z.object({ id: z.string() }).parse(await sandbox().control("POST", "/workspaces", {})).id;
});

const client = (clock?: Clock) =>
  iletinizOAuth({ http, issuer: sandbox().issuer, clientId: "tellal", ...(clock === undefined ? {} : { clock }) });

const fault = (on: string, spec: Record<string, unknown>, also: Record<string, unknown> = { workspace }) =>
  sandbox().control("POST", "/switches", { on, ...also, fault: spec });

/** Walks to the point where the browser is back with an answer. */
async function comeBack(by: IletinizOAuth = oauth) {
  const state = newToken();
  const begun = await by.begin({ redirectUri, scopes: SCOPES, state });
  const approved = await sandbox().control("POST", "/approve", { url: begun.url, workspace });
  const { location } = z.object({ location: z.string() }).parse(approved);
  return { answer: new URL(location).searchParams, state, verifier: begun.verifier, redirectUri, scopes: SCOPES };
}

const tokenCalls = async () =>
  Count.parse(await sandbox().control("GET", `/calls?on=token&workspace=${workspace}`)).count;

describe("begin", () => {
  it("R-001 1,000 starts: verifiers all differ, are of the allowed form, and match their challenges", async () => {
    const verifiers = new Set<string>();
    for (let start = 0; start < 1_000; start += 1) {
      const { url, verifier } = await oauth.begin({ redirectUri, scopes: SCOPES, state: newToken() });
      const text = verifier.reveal();
      const asked = new URL(url).searchParams;
      expect(text).toMatch(/^[A-Za-z0-9\-._~]{43,128}$/);
      expect(asked.get("code_challenge")).toBe(createHash("sha256").update(text).digest("base64url"));
      expect(asked.get("code_challenge_method")).toBe("S256");
      verifiers.add(text);
    }
    expect(verifiers.size).toBe(1_000);
  });

  it("R-001 the server refuses plain", async () => {
    const { url } = await oauth.begin({ redirectUri, scopes: SCOPES, state: newToken() });
    const weakened = new URL(url);
    weakened.searchParams.set("code_challenge_method", "plain");
    await expect(sandbox().control("POST", "/approve", { url: weakened.href, workspace })).resolves.toMatchObject({
      location: expect.stringContaining("error=invalid_request"),
    });
  });

  it("R-004, R-008 asks for the four scopes with the fixed redirect address, and sends no secret", async () => {
    const state = newToken();
    const { url } = await oauth.begin({ redirectUri, scopes: SCOPES, state });
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      response_type: "code",
      client_id: "tellal",
      redirect_uri: redirectUri,
      scope: SCOPES.join(" "),
      state,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: "S256",
    });
  });

  it("R-010 takes the promise of iss from metadata, and works without any", async () => {
    expect((await oauth.begin({ redirectUri, scopes: SCOPES, state: newToken() })).promisesIssuer).toBe(true);
    await fault("metadata", { kind: "status", status: 404 }, {});
    const begun = await client().begin({ redirectUri, scopes: SCOPES, state: newToken() });
    expect(begun.promisesIssuer).toBe(false);
    expect(begun.url.startsWith(`${sandbox().issuer}/connect/authorize?`)).toBe(true);
  });

  it.each([{ token_endpoint: "https://evil.example/token" }, { issuer: "https://evil.example" }])(
    "R-010 keeps to the configuration when metadata is forged: %j",
    async (patch) => {
      await fault("metadata", { kind: "metadata", patch }, {});
      const forged = client();
      const returned = await comeBack(forged);
      expect(await forged.exchange(returned)).toMatchObject({ kind: "granted" });
      expect(await tokenCalls()).toBe(1);
    },
  );

  it("asks for metadata again only after ten minutes", async () => {
    let now = new Date("2026-11-20T12:00:00Z");
    const patient = client({ now: () => now });
    const asked = async () => Count.parse(await sandbox().control("GET", "/calls?on=metadata")).count;
    const before = await asked();
    await patient.begin({ redirectUri, scopes: SCOPES, state: newToken() });
    await patient.begin({ redirectUri, scopes: SCOPES, state: newToken() });
    expect(await asked()).toBe(before + 1);
    now = new Date("2026-11-20T12:10:00Z");
    await patient.begin({ redirectUri, scopes: SCOPES, state: newToken() });
    expect(await asked()).toBe(before + 2);
  });
});

describe("exchange", () => {
  it("gives the key, the granted scopes and the remote workspace", async () => {
    expect(await oauth.exchange(await comeBack())).toEqual({
      kind: "granted",
      grant: {
        key: expect.any(Secret),
        scopes: expect.arrayContaining(SCOPES),
        remoteId: workspace,
        remoteName: expect.any(String),
        expiresInSeconds: null,
      },
    });
  });

  it.each(["as_api_key", "as_key", "lower_case_token_type", "refresh_token"])(
    "takes the token answer %s",
    async (variant) => {
      await fault("token", { kind: "token", variant });
      expect(await oauth.exchange(await comeBack())).toMatchObject({ kind: "granted" });
    },
  );

  it("notes an expiry, should one ever be said", async () => {
    await fault("token", { kind: "token", variant: "expires_in" });
    const outcome = await oauth.exchange(await comeBack());
    expect(outcome.kind === "granted" ? outcome.grant.expiresInSeconds : null).toEqual(expect.any(Number));
  });

  it("R-008 keeps what was granted: fewer, more, or as asked when nothing is said", async () => {
    const scopesOf = async (variant: string) => {
      await fault("token", { kind: "token", variant });
      const outcome = await oauth.exchange(await comeBack());
      return outcome.kind === "granted" ? outcome.grant.scopes.toSorted() : [outcome.kind];
    };
    expect(await scopesOf("fewer_scopes")).toEqual(["account:read", "connections:read"]);
    expect(await scopesOf("extra_scope")).toHaveLength(5);
    expect(new Set(await scopesOf("no_scope"))).toEqual(new Set(SCOPES));
  });

  it("a missing workspace leaves its name open", async () => {
    await fault("token", { kind: "token", variant: "no_workspace" });
    expect(await oauth.exchange(await comeBack())).toMatchObject({ grant: { remoteId: null, remoteName: null } });
  });

  it.each(["missing", "empty", "array", "huge", "crlf", "wrong_form", "wrong_token_type"])(
    "R-007 refuses the token answer %s after one single call",
    async (variant) => {
      await fault("token", { kind: "token", variant });
      const outcome = await oauth.exchange(await comeBack());
      expect(["malformed", "unclear"]).toContain(outcome.kind);
      expect(await tokenCalls()).toBe(1);
    },
  );

  it.each([
    [{ kind: "html" }, "malformed"],
    [{ kind: "truncated" }, "unclear"],
    [{ kind: "malformed" }, "malformed"],
    [{ kind: "empty", status: 204 }, "malformed"],
    [{ kind: "status", status: 500, when: "after" }, "unclear"],
    [{ kind: "status", status: 503, when: "before" }, "unclear"],
    [{ kind: "hang", when: "after" }, "unclear"],
    [{ kind: "reset", when: "after" }, "unclear"],
    [{ kind: "redirect", location: "http://127.0.0.1:9/", when: "after" }, "unclear"],
    [{ kind: "status", status: 400, code: "invalid_grant" }, "refused"],
    [{ kind: "status", status: 401, code: "invalid_client" }, "refused"],
    [{ kind: "status", status: 429 }, "refused"],
  ])("R-007 never asks twice: %j is %s", async (spec, kind) => {
    await fault("token", spec);
    expect(await oauth.exchange(await comeBack())).toMatchObject({ kind });
    expect(await tokenCalls()).toBe(1);
  });

  it("a code works once; its second use is refused", async () => {
    const returned = await comeBack();
    expect(await oauth.exchange(returned)).toMatchObject({ kind: "granted" });
    expect(await oauth.exchange(returned)).toEqual({ kind: "refused", code: "invalid_grant" });
  });

  it("R-001 a code without its verifier is worth nothing", async () => {
    const returned = await comeBack();
    const stolen = { ...returned, verifier: new Secret("a".repeat(43)) };
    expect(await oauth.exchange(stolen)).toEqual({ kind: "refused", code: "invalid_grant" });
  });

  it.each(["wrong", "missing", "trailing_slash", "upper_case_host", "duplicated"])(
    "R-003 makes no call for an answer with iss %s",
    async (variant) => {
      await fault("authorize", { kind: "iss", variant });
      const outcome = await oauth.exchange(await comeBack());
      expect(outcome).toEqual({ kind: "malformed" });
      expect(await tokenCalls()).toBe(0);
    },
  );
});
