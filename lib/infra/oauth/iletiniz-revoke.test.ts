import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { Secret } from "#lib/infra/crypto/secret";
import { type Http, openHttp } from "#lib/infra/http";
import { type IletinizOAuth, iletinizOAuth } from "#lib/infra/oauth/iletiniz";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";

const sandbox = runSandbox();

let http: Http;
let oauth: IletinizOAuth;
let workspace: string;

beforeAll(() => {
  const { issuer } = sandbox();
  http = openHttp({ origins: [issuer], allowsLoopback: true, limits: { firstByteMs: 500, totalMs: 800 } });
  oauth = iletinizOAuth({ http, issuer, clientId: "tellal" });
});

afterAll(() => http.close());

beforeEach(async () => {
  workspace = z.object({ id: z.string() }).parse(await sandbox().control("POST", "/workspaces", {})).id;
});

const fault = (on: string, spec: Record<string, unknown>) =>
  sandbox().control("POST", "/switches", { on, workspace, fault: spec });

describe("R-014 revoke", () => {
  async function issued(): Promise<Secret> {
    const made = await sandbox().control("POST", "/keys", { workspace });
    return new Secret(z.object({ key: z.string() }).parse(made).key);
  }

  it("posts key and client id, and succeeds for a known, an unknown and a revoked key", async () => {
    const key = await issued();
    expect(await oauth.revoke(key)).toEqual({ kind: "done" });
    expect(await oauth.revoke(key)).toEqual({ kind: "done" });
    expect(await oauth.revoke(new Secret("iltz_test_never_seen"))).toEqual({ kind: "done" });
    const keys = await sandbox().control("GET", `/keys?workspace=${workspace}&state=active`);
    expect(JSON.stringify(keys)).not.toContain('"state":"active"');
  });

  it.each([
    [
      { kind: "status", status: 400, code: "unsupported_token_type" },
      { kind: "refused", code: "unsupported_token_type" },
    ],
    [
      { kind: "status", status: 401, code: "invalid_client" },
      { kind: "refused", code: "invalid_client" },
    ],
    [
      { kind: "status", status: 503, retry_after: 30 },
      { kind: "later", detail: "http_503", retryAfterMs: 30_000 },
    ],
    [
      { kind: "status", status: 429, retry_after: "" },
      { kind: "later", detail: "http_429" },
    ],
    [
      { kind: "status", status: 404 },
      { kind: "later", detail: "http_404" },
    ],
    [{ kind: "hang" }, { kind: "later", detail: "timeout", retryAfterMs: null }],
    [{ kind: "reset" }, { kind: "later", detail: "reset", retryAfterMs: null }],
    [
      { kind: "redirect", location: "http://127.0.0.1:9/" },
      { kind: "later", detail: "redirect" },
    ],
  ])("%j is %j", async (spec, expected) => {
    const key = await issued();
    await fault("revoke", spec);
    expect(await oauth.revoke(key)).toMatchObject(expected);
  });
});
