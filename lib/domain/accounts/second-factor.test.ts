import { TOTP } from "otpauth";
import { expect, it } from "vitest";
import {
  beginAuthenticator,
  confirmAuthenticator,
  removeAuthenticator,
  renewRecoveryCodes,
  resetAuthenticator,
} from "#lib/domain/accounts/commands/authenticator";
import { enterByCode } from "#lib/domain/accounts/commands/enter";
import { proveByCode } from "#lib/domain/accounts/commands/prove";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { readLoginSession, type SignedInUser } from "#lib/domain/accounts/queries";
import { GOOD_PASSWORD, makeAccount, openLogins, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { CodeNeeded } from "#lib/domain/accounts/visit";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";

useTestDatabase();

const PERIOD_MS = 30_000;
const wrong = { code: "account.wrong_code" };

async function userOf(sessionId: string): Promise<SignedInUser> {
  const user = await withAccount(null, (tx) => readLoginSession(tx, sessionId));
  if (user === null) throw new Error("the login does not sign in");
  return user;
}

async function withFactor() {
  const { email } = await makeAccount();
  const typed = { email, password: GOOD_PASSWORD };
  const user = await userOf((await signIn(withAccount, typed, visitFrom())).sessionId);
  const { secret } = await withAccount(null, (tx) => beginAuthenticator(tx, user));
  // Counted from here, and none earlier than now: a step that ends meanwhile leaves each of them right.
  const since = Date.now();
  const codeAt = (steps: 0 | 1) => new TOTP({ secret }).generate({ timestamp: since + steps * PERIOD_MS });
  const { codes, login } = await confirmAuthenticator(withAccount, { code: codeAt(0) }, user, visitFrom());
  const step = async () => {
    const needed: unknown = await signIn(withAccount, typed, visitFrom()).catch((error: unknown) => error);
    if (!(needed instanceof CodeNeeded)) throw new Error("no code was asked for");
    return needed.stepToken;
  };
  return { before: user, user: await userOf(login.sessionId), codes, codeAt, step, secret };
}

it("a password alone opens no login once the app is on, and the code of the app does", async () => {
  const { user, step, codeAt } = await withFactor();
  const stepToken = await step();
  expect(await openLogins(user.id)).toEqual([user.sessionId]);
  const login = await enterByCode(
    withAccount,
    { code: ` ${codeAt(1).slice(0, 3)} ${codeAt(1).slice(3)}`, stepToken },
    visitFrom(),
  );
  expect((await userOf(login.sessionId)).id).toBe(user.id);
});

it("R-042 switching it on gives the login a new id and ends the others", async () => {
  const { before, user } = await withFactor();
  expect(user.sessionId).not.toBe(before.sessionId);
  expect(await openLogins(user.id)).toEqual([user.sessionId]);
});

it("a code works once, also for two at the same moment, and never after a later one", async () => {
  const { step, codeAt } = await withFactor();
  const tokens = [await step(), await step()];
  const both = tokens.map((stepToken) => enterByCode(withAccount, { code: codeAt(1), stepToken }, visitFrom()));
  const answers = await Promise.allSettled(both);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(
    enterByCode(withAccount, { code: codeAt(0), stepToken: await step() }, visitFrom()),
  ).rejects.toMatchObject(wrong);
});

it("a step works once, and not with the code of somebody else", async () => {
  const [one, other] = [await withFactor(), await withFactor()];
  const stepToken = await one.step();
  await expect(enterByCode(withAccount, { code: other.codeAt(1), stepToken }, visitFrom())).rejects.toMatchObject(
    wrong,
  );
  await enterByCode(withAccount, { code: one.codeAt(1), stepToken }, visitFrom());
  await expect(enterByCode(withAccount, { code: one.codes[0] ?? "", stepToken }, visitFrom())).rejects.toMatchObject({
    code: "account.step_over",
  });
});

it("a recovery code stands in for the phone, once; new codes end the old", async () => {
  const { user, step, codes } = await withFactor();
  expect(new Set(codes).size).toBe(10);
  const [first = "", second = ""] = codes;
  await enterByCode(
    withAccount,
    { code: first.toUpperCase().replaceAll("-", " "), stepToken: await step() },
    visitFrom(),
  );
  await expect(enterByCode(withAccount, { code: first, stepToken: await step() }, visitFrom())).rejects.toMatchObject(
    wrong,
  );
  const fresh = await withAccount(null, (tx) => renewRecoveryCodes(tx, user, visitFrom()));
  await expect(enterByCode(withAccount, { code: second, stepToken: await step() }, visitFrom())).rejects.toMatchObject(
    wrong,
  );
  await enterByCode(withAccount, { code: fresh[0] ?? "", stepToken: await step() }, visitFrom());
});

it("R-040 wrong codes are counted for the person, from wherever they come", async () => {
  const { step, codeAt } = await withFactor();
  const stepToken = await step();
  for (let n = 0; n < 5; n++) {
    const visit = visitFrom(`203.0.113.${n}`);
    await expect(enterByCode(withAccount, { code: "000000", stepToken }, visit)).rejects.toMatchObject(wrong);
  }
  await expect(enterByCode(withAccount, { code: codeAt(1), stepToken }, visitFrom())).rejects.toMatchObject({
    code: "account.too_many_tries",
  });
});

it("R-028 nothing in the database is a secret or a code in plain letters", async () => {
  const { user, codes, secret } = await withFactor();
  const rows = await withAccount(null, async ({ db }) => [
    await db.authenticator.findMany({ where: { userId: user.id } }),
    await db.recoveryCode.findMany({ where: { userId: user.id } }),
    await db.loginStep.findMany(),
    await db.securityEvent.findMany({ where: { userId: user.id } }),
  ]);
  const text = JSON.stringify(rows, (_, value) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
    return typeof value === "bigint" ? String(value) : value;
  });
  for (const known of [secret, ...codes]) expect(text).not.toContain(known);
});

it("a code proves who one is, and without the app none does", async () => {
  const { user, codeAt, codes } = await withFactor();
  const login = await proveByCode(withAccount, { code: codeAt(1) }, user, visitFrom());
  const now = await userOf(login.sessionId);
  const off = await withAccount(null, (tx) => removeAuthenticator(tx, now, visitFrom()));
  const after = await userOf(off.sessionId);
  for (const code of [codeAt(0), codeAt(1), codes[3] ?? ""]) {
    await expect(proveByCode(withAccount, { code }, after, visitFrom())).rejects.toMatchObject(wrong);
  }
});

it("the operator ends it for somebody who lost phone and codes; every login goes with it", async () => {
  const { user } = await withFactor();
  const reason = "telefon kayıp, kimlik görüldü";
  await withAccount(null, (tx) => resetAuthenticator(tx, { userId: user.id, reason }));
  expect(await openLogins(user.id)).toEqual([]);
  const login = await signIn(withAccount, { email: user.email, password: GOOD_PASSWORD }, visitFrom());
  expect((await userOf(login.sessionId)).id).toBe(user.id);
});
