import { hash } from "@node-rs/argon2";
import { afterAll, describe, expect, it } from "vitest";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { revokeDevice, revokeSession, signOutEverywhere } from "#lib/domain/accounts/commands/sign-out";
import { ABSOLUTE_MS, IDLE_MS } from "#lib/domain/accounts/login-session";
import { listDevices, readLoginSession } from "#lib/domain/accounts/queries";
import { GOOD_PASSWORD, makeAccount, openLogins, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { NO_PASSWORD } from "#lib/infra/crypto/password-hash";
import { closePools } from "#lib/infra/db/pools";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";

useTestDatabase();
afterAll(() => closePools());

const read = (sessionId: string, now?: Date) => withAccount(null, (tx) => readLoginSession(tx, sessionId, now));
const wrong = { code: "account.wrong_password", detail: {} };
const tooMany = expect.objectContaining({ code: "account.too_many_tries" });

describe("signing in", () => {
  it("makes a new login each time, which says who it is", async () => {
    const { id, email } = await makeAccount();
    const first = await signIn(withAccount, { email, password: GOOD_PASSWORD }, visitFrom());
    const second = await signIn(
      withAccount,
      { email: `  ${email.toUpperCase()} `, password: GOOD_PASSWORD },
      visitFrom(),
    );
    expect(second.sessionId).not.toBe(first.sessionId);
    expect(await read(second.sessionId)).toMatchObject({ id, email, sessionId: second.sessionId });
  });

  // nobody learns from an answer whether an address has an account.
  it.each([
    ["a wrong password", (email: string) => ({ email, password: "başka bir parola" })],
    ["an unknown address", () => ({ email: "kimse@ornek.com", password: GOOD_PASSWORD })],
    ["an address that is none", () => ({ email: "kimse", password: GOOD_PASSWORD })],
    ["an empty password", (email: string) => ({ email, password: "" })],
    ["another form of the address", (email: string) => ({ email: `"${email}"`, password: GOOD_PASSWORD })],
  ])("answers %s in the same words", async (_, typed) => {
    const { id, email } = await makeAccount();
    await expect(signIn(withAccount, typed(email), visitFrom())).rejects.toMatchObject(wrong);
    expect(await openLogins(id)).toEqual([]);
  });

  it("does not open an account that has no password yet", async () => {
    const { email } = await makeAccount(NO_PASSWORD);
    await expect(signIn(withAccount, { email, password: NO_PASSWORD }, visitFrom())).rejects.toMatchObject(wrong);
  });

  it("renews a hash that was made with less cost", async () => {
    const { id, email } = await makeAccount(
      await hash(GOOD_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
    );
    await signIn(withAccount, { email, password: GOOD_PASSWORD }, visitFrom());
    const { passwordHash } = await withAccount(null, ({ db }) => db.user.findUniqueOrThrow({ where: { id } }));
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=47104,t=2,p=1\$/);
    await expect(signIn(withAccount, { email, password: GOOD_PASSWORD }, visitFrom())).resolves.toMatchObject({
      userId: id,
    });
  });
});

// guessing is slow, and nobody can shut somebody else out.
describe("wrong passwords", () => {
  it("make the same address wait after five, and say how long", async () => {
    const { email } = await makeAccount();
    const stranger = visitFrom();
    for (let n = 0; n < 5; n++) {
      await expect(signIn(withAccount, { email, password: "x" }, stranger)).rejects.toMatchObject(wrong);
    }
    const refusal = await signIn(withAccount, { email, password: GOOD_PASSWORD }, stranger).catch((error) => error);
    expect(refusal).toEqual(tooMany);
    expect(refusal.detail.seconds).toBeGreaterThan(0);
    expect(refusal.detail.seconds).toBeLessThanOrEqual(60);
  });

  it("by the hundred from one address leave the account open to others", async () => {
    const { id, email } = await makeAccount();
    const stranger = visitFrom();
    for (let n = 0; n < 100; n++) await signIn(withAccount, { email, password: "x" }, stranger).catch(() => undefined);
    await expect(signIn(withAccount, { email, password: GOOD_PASSWORD }, visitFrom())).resolves.toMatchObject({
      userId: id,
    });
  });

  it("sent at the same moment are counted one by one", async () => {
    const { email } = await makeAccount();
    const stranger = visitFrom();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        signIn(withAccount, { email, password: "x" }, stranger).catch((error) => error.code),
      ),
    );
    expect(answers.filter((code) => code === "account.wrong_password")).toHaveLength(5);
  });

  it("count for an unknown address too", async () => {
    const stranger = visitFrom();
    const email = "hic-kimse@ornek.com";
    for (let n = 0; n < 5; n++) await signIn(withAccount, { email, password: "x" }, stranger).catch(() => undefined);
    await expect(signIn(withAccount, { email, password: "x" }, stranger)).rejects.toEqual(tooMany);
  });

  it("spread over many accounts make their address wait", async () => {
    const stranger = visitFrom();
    const codes = new Set<string>();
    for (let n = 0; n < 45; n++) {
      const typed = { email: `hedef${n}@ornek.com`, password: "x" };
      codes.add(await signIn(withAccount, typed, stranger).catch((error) => error.code));
    }
    expect(codes).toEqual(new Set(["account.wrong_password", "account.too_many_tries"]));
  });

  it("of a stranger at the same address do not hold up a browser the person has used before", async () => {
    const { id, email } = await makeAccount();
    const shared = visitFrom();
    const { deviceMark } = await signIn(withAccount, { email, password: GOOD_PASSWORD }, shared);
    for (let n = 0; n < 60; n++) await signIn(withAccount, { email, password: "x" }, shared).catch(() => undefined);
    const known = { ...shared, deviceMark };
    await expect(signIn(withAccount, { email, password: GOOD_PASSWORD }, known)).resolves.toMatchObject({ userId: id });
    // The mark is a count of its own and not a way round it, and nobody else's mark will do.
    for (let n = 0; n < 5; n++) await signIn(withAccount, { email, password: "x" }, known).catch(() => undefined);
    await expect(signIn(withAccount, { email, password: "x" }, known)).rejects.toEqual(tooMany);
    const other = await makeAccount();
    const foreign = await signIn(withAccount, { email: other.email, password: GOOD_PASSWORD }, visitFrom());
    await expect(
      signIn(withAccount, { email, password: GOOD_PASSWORD }, { ...shared, deviceMark: foreign.deviceMark }),
    ).rejects.toEqual(tooMany);
  });

  it("are forgotten after the right one", async () => {
    const { email } = await makeAccount();
    const visit = visitFrom();
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < 4; n++) await signIn(withAccount, { email, password: "x" }, visit).catch(() => undefined);
      await expect(signIn(withAccount, { email, password: GOOD_PASSWORD }, visit)).resolves.toBeDefined();
    }
  });

  it("leave no address of a person in the counters", async () => {
    const { email } = await makeAccount();
    await signIn(withAccount, { email, password: "x" }, visitFrom("203.0.113.7")).catch(() => undefined);
    const rows = await withAccount(null, ({ db }) => db.rateLimit.findMany());
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows.map((row) => row.key))).not.toMatch(/ornek|203\.0\.113/);
  });
});

// a copied cookie dies with its row.
describe("a login", () => {
  const signedIn = async () => {
    const account = await makeAccount();
    const login = await signIn(withAccount, { email: account.email, password: GOOD_PASSWORD }, visitFrom());
    return { ...account, sessionId: login.sessionId };
  };

  it("that was never made here signs nobody in", async () => {
    expect(await read("00000000-0000-7000-8000-000000000000")).toBeNull();
    expect(await read("' OR 1=1 --")).toBeNull();
  });

  it("ends by signing out, and again without complaint", async () => {
    const { sessionId } = await signedIn();
    await withAccount(null, (tx) => revokeSession(tx, sessionId));
    expect(await read(sessionId)).toBeNull();
    await withAccount(null, (tx) => revokeSession(tx, sessionId));
  });

  it("ends when it lies idle, and at its end however busy", async () => {
    const { sessionId } = await signedIn();
    const now = Date.now();
    expect(await read(sessionId, new Date(now + IDLE_MS + 60_000))).toBeNull();
    for (let at = now; at < now + ABSOLUTE_MS - 1_000; at += IDLE_MS / 2) {
      expect(await read(sessionId, new Date(at))).not.toBeNull();
    }
    expect(await read(sessionId, new Date(now + ABSOLUTE_MS + 1_000))).toBeNull();
  });

  it("ends on one device from another, and only one's own", async () => {
    const { id, email, sessionId } = await signedIn();
    const here = await signIn(withAccount, { email, password: GOOD_PASSWORD }, visitFrom());
    const me = await read(here.sessionId);
    const stranger = await read((await signedIn()).sessionId);
    if (me === null || stranger === null) throw new Error("not signed in");
    expect(await withAccount(null, (tx) => revokeDevice(tx, stranger, sessionId, visitFrom()))).toBe(false);
    expect(await withAccount(null, (tx) => listDevices(tx, id))).toHaveLength(2);
    expect(await withAccount(null, (tx) => revokeDevice(tx, me, sessionId, visitFrom()))).toBe(true);
    expect(await read(sessionId)).toBeNull();
    expect(await withAccount(null, (tx) => listDevices(tx, id))).toMatchObject([{ sessionId: here.sessionId }]);
  });

  it("ends everywhere at once", async () => {
    const { email, sessionId } = await signedIn();
    const here = await signIn(withAccount, { email, password: GOOD_PASSWORD }, visitFrom());
    const me = await read(here.sessionId);
    if (me === null) throw new Error("not signed in");
    await withAccount(null, (tx) => signOutEverywhere(tx, me, visitFrom()));
    expect([await read(sessionId), await read(here.sessionId)]).toEqual([null, null]);
  });

  it("is written down as used once a minute at most", async () => {
    const { id, sessionId } = await signedIn();
    const seen = async () => (await withAccount(null, (tx) => listDevices(tx, id)))[0]?.lastSeenAt;
    const start = await seen();
    await read(sessionId, new Date(Date.now() + 30_000));
    expect(await seen()).toEqual(start);
    const later = new Date(Date.now() + 61_000);
    await read(sessionId, later);
    expect(await seen()).toEqual(later);
  });
});
