import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { closePools } from "#lib/infra/db/pools";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { redactPrinted, redactText, redactValue } from "#lib/infra/redact";

const database = useTestDatabase();
afterAll(() => closePools());

const secret = randomBytes(32).toString("base64url");
const master = randomBytes(32).toString("base64");

// a secret that slips into a log line, at whatever place, is not written.
describe("a text", () => {
  it.each([
    ["a bearer", `authorization Bearer ${secret}`, secret],
    ["a short bearer", "Authorization: Bearer abc123", "abc123"],
    ["a basic login", "Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"],
    ["a cookie", `cookie: a=1; session=${secret}`, "session"],
    ["a code in an address", "/connect/iletiniz/callback?code=abc-12&state=xyz-34", "abc-12"],
    ["a state in an address", "/connect/iletiniz/callback?code=abc-12&state=xyz-34", "xyz-34"],
    ["a verifier", `code_verifier=${secret}`, secret],
    ["a mailed link", "GET /reset/canary-9 404", "canary-9"],
    ["an invitation", "GET /invite/canary-9 404", "canary-9"],
    ["a report address", "POST /hooks/canary-9", "canary-9"],
    ["what ends a mail", "POST /api/mail/stop/canary-9 204", "canary-9"],
    ["a database password", "postgresql://app:pass-1@localhost/db", "pass-1"],
    ["a provider key", "iltz_test_abc refused", "iltz_test_abc"],
    ["a provider key in an address", "GET /sms_durumu.php?api_key=canary-9&sms_id=1 502", "canary-9"],
    ["a provider key in a body", '{"request":{"authentication":{"key":"canary-9","hash":"x"}}}', "canary-9"],
    ["the hash beside it", '{"request":{"authentication":{"key":"x", "hash": "canary-9"}}}', "canary-9"],
    ["a key that an answer echoes", '{"result":true,"api_key":"canary-9"}', "canary-9"],
    ["a one-time code that a provider made", '{"otp_code":"123456","sms_id":"1"}', "123456"],
    ["a token by its shape", `thing ${secret} refused`, secret],
    ["a key of the keyring", `k1:${master}`, master],
    ["a login token", "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl", "eyJzdWIiOi"],
    ["a number", "no route to 905321112233", "905321112233"],
    ["a number as written", "call 0532 111 22 33 back", "0532 111 22 33"],
    ["a number with a plus", "+90 (532) 111-22-33", "111-22-33"],
  ])("loses %s", (_, text, canary) => {
    expect(redactText(text)).not.toContain(canary);
  });

  it.each([
    "a chunk 01890a5d-ac96-774b-bcce-b302099a8057 was taken",
    "cmp_02Vb3cyYyXqN0NTPkJ6bNR completed in 1234 ms",
    "connect ECONNREFUSED 127.0.0.1:5432",
    "2026-11-21T05:03:50.123Z",
    "http://localhost:3000/w/magaza/campaigns",
    "20261121060500_audit_chain",
  ])("keeps what is none: %s", (text) => {
    expect(redactText(text)).toBe(text);
  });
});

describe("a field", () => {
  it("with the name of a secret is replaced at any depth, however it is written", () => {
    const value = {
      a: [{ headers: { "Set-Cookie": "x", Authorization: "y" } }],
      code_verifier: "z",
      keySealed: "w",
      to: 905321112233,
    };
    expect(JSON.stringify(redactValue(value))).not.toMatch(/"[xyzw]"|905/);
  });

  it("deeper than anybody logs, bytes, and causes of errors are not written either", () => {
    const deep = { a: { b: { c: { d: { e: { f: { g: secret } } } } } } };
    const error = new Error("outer", { cause: new Error(`inner ${secret}`) });
    for (const value of [deep, { bytes: Buffer.from(secret) }, { err: error }]) {
      expect(JSON.stringify(redactValue(value))).not.toContain(secret);
    }
    expect(redactPrinted([error, { deep }, secret])).not.toContain(secret);
  });
});

describe("an error of the database", () => {
  const planted = "canary value of a person";

  it.each([
    ["a cast", `SELECT '${planted}'::uuid`],
    [
      "a unique key",
      `INSERT INTO users (id, email, name, password_hash) SELECT gen_random_uuid(), '${planted}', 'a', 'b' FROM generate_series(1, 2)`,
    ],
    ["a raise", `DO $$ BEGIN RAISE EXCEPTION 'Key (email)=(${planted}) "${planted}"'; END $$`],
  ])("says what failed, not with which values: %s", async (_, statement) => {
    const client = new pg.Client({ connectionString: database().ownerUrl });
    await client.connect();
    const error = await client.query(statement).catch((thrown: unknown) => thrown);
    await client.end();
    const written = JSON.stringify(redactValue({ err: error })) + redactPrinted([error]);
    expect(written).toContain("errorCode");
    expect(written).not.toContain(planted);
  });

  it("is told by its client without what was bound", async () => {
    const workspace = await makeWorkspace();
    const bad = [
      workspace.transact(({ db }) =>
        db.suppression.create({ data: { workspaceId: planted, msisdn: 1n, reason: planted, source: planted } }),
      ),
      workspace.transact(({ db }) =>
        db.user.create({ data: { id: planted, email: planted, name: planted, passwordHash: planted } }),
      ),
      workspace.transact(({ db }) => db.campaign.findMany({ where: { name: planted, [planted]: 1 } })),
      workspace.transact(({ db }) => db.$queryRaw`SELECT ${planted}::int`),
    ];
    for (const error of (await Promise.allSettled(bad)).map((done) =>
      done.status === "rejected" ? done.reason : null,
    )) {
      expect(error).toBeInstanceOf(Error);
      expect(JSON.stringify(redactValue({ err: error }))).not.toContain(planted);
    }
  });
});

it("R-137, R-142 a process writes none of them, by its log or by its console", () => {
  const program = `
    const { log, guardConsole } = await import("#lib/infra/log");
    guardConsole();
    const secret = process.env.CANARY;
    const error = new Error("failed for " + secret);
    log.error({ err: error, authorization: secret, deep: { list: [{ token: secret, note: "code=" + secret }] } }, "refused " + secret);
    log.warn("to 905321112233");
    console.error(error, { cookie: secret }, "tel 0532 111 22 33");
    console.log("Bearer " + secret);`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { NODE_ENV: "test", PATH: process.env.PATH, CANARY: secret },
    encoding: "utf8",
  });
  const written = stdout + stderr;
  expect(written.split("\n").filter((line) => line.startsWith("{"))).toHaveLength(2);
  expect(written).toContain("failed for");
  expect(written).not.toContain(secret);
  expect(written).not.toMatch(/90532|0532 111/);
});
