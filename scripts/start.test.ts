import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { nodeEnvironment, runNode } from "./run.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tellal-start-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const START = fileURLToPath(new URL("start.ts", import.meta.url));
const key = (bytes: Buffer) => `k1:${bytes.toString("base64")}`;
const authSecret = "not-so-secret-but-long-enough-for-a-login-secret";

// a weak master key protects nothing, so nothing is opened with it: no database, no port.
it.each([
  ["too short", { KEYRING: key(Buffer.from("short")) }, "KEYRING"],
  ["one byte repeated", { KEYRING: key(Buffer.alloc(32, 7)) }, "KEYRING"],
  ["an example text", { KEYRING: key(Buffer.from("0123456789abcdef0123456789abcdef")) }, "KEYRING"],
  ["not in its form", { KEYRING: "secret" }, "KEYRING"],
  ["a login secret that is too short", { AUTH_SECRET: "short" }, "AUTH_SECRET"],
  [
    "a public address with stand-in providers",
    { APP_URL: "https://tellal.example.com", SANDBOX: "on" },
    "PROVIDER_LOOPBACK",
  ],
  ["two of the three database addresses", { DATABASE_LOADER_URL: "postgresql://x@db/x" }, "DATABASE_URL"],
])("a start with %s is refused before anything is opened", async (_, settings: Record<string, string>, named) => {
  const environment = nodeEnvironment({ AUTH_SECRET: authSecret, ...settings, DATA_DIR: home, NODE_ENV: "production" });
  const { code, output } = await runNode([START], { environment });
  expect(output).toContain(named);
  expect(output).not.toContain("ready");
  expect(code).toBe(1);
  expect(readdirSync(home)).not.toContain("postgres.json");
});
