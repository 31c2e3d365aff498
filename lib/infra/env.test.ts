import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseEnv } from "#lib/infra/env";

const base = {
  DATABASE_URL: "postgresql://app@127.0.0.1/tellal",
  KEYRING: `a:${randomBytes(32).toString("base64")}`,
  AUTH_SECRET: randomBytes(32).toString("base64"),
  DATA_DIR: "/nonexistent",
};

describe("parseEnv stops the start for a bad setting and names it", () => {
  it.each([
    ["DATABASE_URL", { DATABASE_URL: "" }],
    ["KEYRING", { KEYRING: "" }],
    ["AUTH_SECRET", { AUTH_SECRET: "short" }],
    ["PORT", { PORT: "eighty" }],
    ["APP_URL", { APP_URL: "not an address" }],
    ["SIGN_UP", { SIGN_UP: "maybe" }],
    ["TIME_SCALE", { TIME_SCALE: "0" }],
    ["TIME_SCALE", { TIME_SCALE: "20", APP_URL: "https://panel.example.com" }],
    ["PROVIDER_LOOPBACK", { PROVIDER_LOOPBACK: "on", APP_URL: "https://panel.example.com" }],
    ["SIGNATURE_GATE", { SIGNATURE_GATE: "perhaps" }],
    ["SIGNATURE_GATE", { SIGNATURE_GATE: "sandbox", APP_URL: "https://panel.example.com" }],
    ["FAILPOINTS", { FAILPOINTS: "on", APP_URL: "https://panel.example.com" }],
  ])("%s", (name, change) => {
    expect(() => parseEnv({ ...base, ...change })).toThrow(new RegExp(`^${name}:`));
  });

  // a provider address may not point inside the network of the instance.
  it.each([
    "http://api.example.com",
    "https://10.0.0.7",
    "https://192.168.1.4",
    "https://169.254.169.254",
    "https://[::ffff:10.0.0.1]",
    "https://2130706433",
    "https://0x7f000001",
    "https://user:secret@api.example.com",
    "https://api.example.com:8443",
    "https://localhost",
    "http://127.0.0.1:9000",
    "https://intern",
    "file:///etc/passwd",
  ])("R-080 refuses the provider address %s", (address) => {
    const production = { ...base, APP_URL: "https://panel.example.com" };
    expect(() => parseEnv({ ...production, ILETINIZ_API_URL: address })).toThrow(/^ILETINIZ_API_URL:/);
    expect(() => parseEnv({ ...production, ILETINIZ_AUTH_URL: address })).toThrow(/^ILETINIZ_AUTH_URL:/);
  });
});

describe("parseEnv fills in what follows from the rest", () => {
  it("runs the stand-in providers only on a loopback address without a client id", () => {
    expect(parseEnv(base).isSandboxOn).toBe(true);
    expect(parseEnv({ ...base, ILETINIZ_CLIENT_ID: "tellal" }).isSandboxOn).toBe(false);
    expect(parseEnv({ ...base, APP_URL: "https://panel.example.com" }).isSandboxOn).toBe(false);
  });

  it("derives the public addresses from the ports, without a trailing slash", () => {
    expect(parseEnv({ ...base, PORT: "3100" }).appUrl).toBe("http://localhost:3100");
    expect(parseEnv({ ...base, APP_URL: "https://panel.example.com/" }).appUrl).toBe("https://panel.example.com");
  });
});
