import { expect, it } from "vitest";
import { noteProof, proveByPassword } from "#lib/domain/accounts/commands/prove";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { FRESH_MS, isFresh } from "#lib/domain/accounts/login-session";
import { readLoginSession } from "#lib/domain/accounts/queries";
import { GOOD_PASSWORD, makeAccount, openLogins, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { needsProofToStart } from "#lib/domain/campaigns/start-queries";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();

async function signedIn() {
  const account = await makeAccount();
  const login = await signIn(withAccount, { email: account.email, password: GOOD_PASSWORD }, visitFrom());
  const user = await withAccount(null, (tx) => readLoginSession(tx, login.sessionId));
  if (user === null) throw new Error("the login does not sign in");
  return user;
}

it("R-039 a proof stands for 15 minutes and not longer", () => {
  const now = new Date("2026-11-21T10:00:00Z");
  expect(isFresh(null, now)).toBe(false);
  expect(isFresh(new Date(now.getTime() - FRESH_MS + 1), now)).toBe(true);
  expect(isFresh(new Date(now.getTime() - FRESH_MS), now)).toBe(false);
});

it("R-042 a proof gives the login a new id and ends the old one, and the end of the login stays", async () => {
  const user = await signedIn();
  const end = (id: string) => withAccount(null, ({ db }) => db.loginSession.findUniqueOrThrow({ where: { id } }));
  const before = await end(user.sessionId);
  await withAccount(null, ({ db }) =>
    db.loginSession.update({ where: { id: user.sessionId }, data: { provedAt: null } }),
  );
  const login = await proveByPassword(withAccount, { password: GOOD_PASSWORD }, user);
  expect(await withAccount(null, (tx) => readLoginSession(tx, user.sessionId))).toBeNull();
  const after = await withAccount(null, (tx) => readLoginSession(tx, login.sessionId));
  expect(isFresh(after?.provedAt ?? null, new Date())).toBe(true);
  expect((await end(login.sessionId)).expiresAt).toEqual(before.expiresAt);
});

it("a wrong password proves nothing, and tries are counted", async () => {
  const user = await signedIn();
  for (let n = 0; n < 5; n++) {
    await expect(proveByPassword(withAccount, { password: `deneme ${n}` }, user)).rejects.toMatchObject({
      code: "account.wrong_current_password",
    });
  }
  await expect(proveByPassword(withAccount, { password: GOOD_PASSWORD }, user)).rejects.toMatchObject({
    code: "account.too_many_tries",
  });
  expect(await openLogins(user.id)).toEqual([user.sessionId]);
});

it("of two proofs at the same moment one renews the login", async () => {
  const user = await signedIn();
  const both = [1, 2].map(() => withAccount(null, (tx) => noteProof(tx, user)));
  const answers = await Promise.allSettled(both);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await openLogins(user.id)).toHaveLength(1);
});

it("R-121 the first start of a workspace and one to many people need a proof", async () => {
  const { transact, id, person } = await makeWorkspace();
  expect(await transact((tx) => needsProofToStart(tx, 3))).toBe(true);
  await transact(({ db }) =>
    db.campaign.create({
      data: { workspaceId: id, id: newId(), name: "a", createdById: person.id, holdUntil: new Date() },
    }),
  );
  expect(await transact((tx) => needsProofToStart(tx, 3))).toBe(false);
  expect(await transact((tx) => needsProofToStart(tx, 1_000))).toBe(true);
});
