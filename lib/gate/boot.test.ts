import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { COMPILE_CACHE } from "#lib/infra/compile-cache.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";

const database = useTestDatabase();
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const START =
  "const { openWeb } = await import('#lib/gate/boot'); await openWeb(); console.log('serving'); process.exit(0)";
const GOOD_KEY = createHash("sha256").update("a key for tests").digest("base64");

/** Starts as the web process does, in a process of its own. */
async function start(change: Record<string, string>) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", START], {
    cwd: ROOT,
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH ?? "",
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      APP_URL: "http://localhost:3000",
      DATABASE_URL: database().appUrl,
      AUTH_SECRET: "a login secret of enough characters",
      KEYRING: `k1:${GOOD_KEY}`,
      ...change,
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  // Ended, and all that it said has been read.
  const [code] = await once(child, "close");
  return { code, said };
}

// Guards: a web process with a bad key, a bad setting or too mighty a role serves nobody.
describe("the web process", () => {
  it("starts on good settings", async () => {
    expect(await start({})).toMatchObject({ code: 0, said: expect.stringContaining("serving") });
  });

  it.each([
    ["no key", { KEYRING: "", DATA_DIR: "/nowhere" }, "KEYRING"],
    [
      "a key of 16 bytes",
      { KEYRING: `k1:${Buffer.alloc(16, 9).toString("base64")}` },
      "KEYRING: key k1 must be 32 bytes",
    ],
    [
      "a key of one byte repeated",
      { KEYRING: `k1:${Buffer.alloc(32, 9).toString("base64")}` },
      "KEYRING: key k1 is not random",
    ],
    [
      "a key somebody typed",
      { KEYRING: `k1:${Buffer.from("please-change-this-key-1234567890").subarray(0, 32).toString("base64")}` },
      "KEYRING: key k1 is not random",
    ],
    ["a key that is the login secret", { AUTH_SECRET: GOOD_KEY }, "also used as another secret"],
    ["a short login secret", { AUTH_SECRET: "short" }, "AUTH_SECRET"],
    ["an address that is none", { APP_URL: "panel" }, "APP_URL"],
    [
      "stand-in providers on a public address",
      { APP_URL: "https://panel.ornek.com", SANDBOX: "on" },
      "PROVIDER_LOOPBACK",
    ],
    ["a database that is not there", { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }, "ECONNREFUSED"],
  ])("does not start with %s, and says so", async (_, change, sentence) => {
    const { code, said } = await start(change);
    expect(code).toBe(1);
    expect(said).toContain("Tellal does not start.");
    expect(said).toContain(sentence);
    expect(said).not.toContain("serving");
  });

  it.each([
    ["for COPY", () => database().loaderUrl],
    ["that owns the tables", () => database().ownerUrl],
  ])("does not start as the role %s", async (_, url) => {
    const { code, said } = await start({ DATABASE_URL: url() });
    expect([code, said]).toEqual([1, expect.stringContaining("row-level security does not hold")]);
  });

  it("never says a secret while it complains", async () => {
    const { said } = await start({ KEYRING: `k1:${Buffer.alloc(32, 9).toString("base64")}`, AUTH_SECRET: GOOD_KEY });
    expect(said).not.toContain(GOOD_KEY);
    expect(said).not.toContain(Buffer.alloc(32, 9).toString("base64"));
  });
});
