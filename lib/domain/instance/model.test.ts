import { describe, expect, it } from "vitest";
import { backupHealth, blotted, providerHealth, queueHealth } from "#lib/domain/instance/model";

describe("how a queue stands", () => {
  it.each([
    [null, "ok"],
    [5_000, "ok"],
    [61_000, "warn"],
    [600_000, "bad"],
  ] as const)("with the oldest job %s ms old: %s", (age, health) => {
    expect(queueHealth(age)).toBe(health);
  });
});

describe("how the last backup stands", () => {
  const hour = 60 * 60_000;
  it.each([
    [null, "bad"],
    [25 * hour, "ok"],
    [27 * hour, "warn"],
    [169 * hour, "bad"],
  ] as const)("%s ms old: %s", (age, health) => {
    expect(backupHealth(age)).toBe(health);
  });
});

describe("how a provider stands", () => {
  const fine = { provider: "iletiniz", active: 3, needsReconnect: 0, failing: 0, oldestOpenMs: null };
  it.each([
    ["all is well", fine, "ok"],
    ["one of three fails", { ...fine, failing: 1 }, "warn"],
    ["one must be renewed", { ...fine, needsReconnect: 1 }, "warn"],
    ["all fail", { ...fine, failing: 3 }, "bad"],
    ["a call is open for a quarter of an hour", { ...fine, oldestOpenMs: 16 * 60_000 }, "bad"],
    ["nobody is connected", { ...fine, active: 0 }, "off"],
    ["nobody is connected any more", { ...fine, active: 0, needsReconnect: 2 }, "bad"],
  ] as const)("%s", (_, facts, health) => {
    expect(providerHealth(facts)).toBe(health);
  });
});

// the operator sees what kind of failure it was, and nobody's number, address or key.
describe("a failure as the operator sees it", () => {
  it.each([
    ["no answer from +90 532 123 45 67", "no answer from …"],
    ["550 5.1.1 <deniz@ornek.com> unknown", "550 5.1.1 <…> unknown"],
    ["key sk_live_0123456789abcdefghijkl refused", "key … refused"],
    ["connect ECONNREFUSED 127.0.0.1:25\n    at Socket (node:net:1)", "connect ECONNREFUSED 127.0.0.1:25"],
  ])("%s", (text, shown) => {
    expect(blotted(text)).toBe(shown);
  });
});
