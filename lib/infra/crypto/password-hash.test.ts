import { hash } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import {
  hashPassword,
  isOutdatedHash,
  NO_PASSWORD,
  requireHashRoom,
  TooManyHashes,
  verifyPassword,
} from "#lib/infra/crypto/password-hash";

// Guards: Argon2id at the promised cost, the whole password, and nothing learnt from its time.
describe("passwords at rest", () => {
  it("are Argon2id with at least 19 MiB and two passes", async () => {
    const stored = await hashPassword("uzun ve kolay hatırlanan");
    const [, m, t, p] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(stored) ?? [];
    expect(Number(m)).toBeGreaterThanOrEqual(19_456);
    expect(Number(t)).toBeGreaterThanOrEqual(2);
    expect(p).toBe("1");
  });

  it("never have the same hash twice", async () => {
    expect(await hashPassword("uzun ve kolay hatırlanan")).not.toBe(await hashPassword("uzun ve kolay hatırlanan"));
  });

  it("count to the last of 128 characters", async () => {
    const long = "ş".repeat(127);
    const stored = await hashPassword(`${long}a`);
    expect(await verifyPassword(stored, `${long}a`)).toBe(true);
    expect(await verifyPassword(stored, `${long}b`)).toBe(false);
    expect(await verifyPassword(stored, long)).toBe(false);
  });

  it("are the same however a keyboard composed their letters", async () => {
    const stored = await hashPassword("gölge ve ışık".normalize("NFD"));
    expect(await verifyPassword(stored, "gölge ve ışık".normalize("NFC"))).toBe(true);
  });

  it("open nothing where there is no account or no password yet", async () => {
    expect(await verifyPassword(null, "a hash to spend time on")).toBe(false);
    expect(await verifyPassword(NO_PASSWORD, NO_PASSWORD)).toBe(false);
  });

  it("are known to be outdated when the cost has risen since", async () => {
    expect(isOutdatedHash(await hash("x", { memoryCost: 19_456, timeCost: 2 }))).toBe(true);
    expect(isOutdatedHash(await hashPassword("x"))).toBe(false);
  });

  it("are still checked when many come at once", async () => {
    const stored = await hashPassword("on iki karakter");
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => verifyPassword(stored, n % 2 === 0 ? "on iki karakter" : "başka bir şey")),
    );
    expect(answers.filter(Boolean)).toHaveLength(10);
  });

  it("do not block the ones behind a broken hash", async () => {
    await Promise.allSettled(Array.from({ length: 5 }, () => verifyPassword("not a hash", "x")));
    expect(await verifyPassword(await hashPassword("x"), "x")).toBe(true);
  });

  // a rush is answered at once with "busy" rather than after a minute, and ends with room again.
  it("refuse at once when too many wait already, and work again afterwards", async () => {
    const stored = await hashPassword("on iki karakter");
    const rush = Array.from({ length: 400 }, () => verifyPassword(stored, "x").catch((error: unknown) => error));
    expect(() => requireHashRoom()).toThrow(TooManyHashes);
    const answers = await Promise.all(rush);
    expect(answers.filter((answer) => answer instanceof TooManyHashes).length).toBeGreaterThan(0);
    expect(answers.filter((answer) => answer === false).length).toBeGreaterThan(90);
    expect(await verifyPassword(stored, "on iki karakter")).toBe(true);
  }, 120_000);
});
