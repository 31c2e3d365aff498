import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parseKeyring } from "#lib/infra/crypto/keyring";
import { createKeyring, deriveSecret, findKeyring, loadAuthSecret } from "./keys.ts";

const NOTHING_SET = { NODE_ENV: "test" } as const;
let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tellal-keys-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const modeOf = (name: string) => statSync(join(home, name)).mode & 0o777;

// Whoever else uses the machine must not read the keys, and a second start must not replace them.
it("keys are made once, for their owner's eyes", () => {
  const [keyring, authSecret] = [createKeyring(home), loadAuthSecret(home, NOTHING_SET)];
  expect([modeOf("keyring"), modeOf("auth-secret")]).toEqual([0o600, 0o600]);
  expect(createKeyring(home)).toBe(keyring);
  expect(findKeyring(home, NOTHING_SET)).toBe(keyring);
  expect(loadAuthSecret(home, NOTHING_SET)).toBe(authSecret);
});

it("a made keyring is one that the product accepts", () => {
  const keyring = parseKeyring(createKeyring(home), [loadAuthSecret(home, NOTHING_SET)]);
  expect(keyring.primary.bytes).toHaveLength(32);
});

it("the environment goes before the files", () => {
  createKeyring(home);
  expect(findKeyring(home, { NODE_ENV: "test", KEYRING: "k:from-environment" })).toBe("k:from-environment");
  expect(loadAuthSecret(home, { NODE_ENV: "test", AUTH_SECRET: "given" })).toBe("given");
});

it("derived secrets differ by purpose and follow from the login secret alone", () => {
  const [one, other] = [deriveSecret("s".repeat(40), "one"), deriveSecret("s".repeat(40), "other")];
  expect(one.equals(other)).toBe(false);
  expect(one.equals(deriveSecret("s".repeat(40), "one"))).toBe(true);
});
