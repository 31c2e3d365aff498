import { afterAll, describe, expect, it } from "vitest";
import { changePassword } from "#lib/domain/accounts/commands/change-password";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { findReset, readLoginSession } from "#lib/domain/accounts/queries";
import { GOOD_PASSWORD, makeAccount, openLogins, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { hashToken, newToken } from "#lib/infra/crypto/tokens";
import { closePools } from "#lib/infra/db/pools";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();
afterAll(() => closePools());

const OTHER_PASSWORD = "yeşil bisiklet sepeti";

describe("changing the password while signed in", () => {
  async function signedIn() {
    const { email, id } = await makeAccount();
    const { sessionId } = await signIn(withAccount, { email, password: GOOD_PASSWORD }, visitFrom());
    const user = await withAccount(null, (tx) => readLoginSession(tx, sessionId));
    if (user === null) throw new Error("not signed in");
    return { id, email, user };
  }

  it("ends every login, this one's copies too, and makes a new one", async () => {
    const { id, email, user } = await signedIn();
    await signIn(withAccount, { email, password: GOOD_PASSWORD }, visitFrom());
    const login = await changePassword(
      withAccount,
      { current: GOOD_PASSWORD, password: OTHER_PASSWORD },
      user,
      visitFrom(),
    );
    expect(login.sessionId).not.toBe(user.sessionId);
    expect(await openLogins(id)).toEqual([login.sessionId]);
  });

  it("ends open reset links", async () => {
    const { id, user } = await signedIn();
    const token = newToken();
    const expiresAt = new Date(Date.now() + 60_000);
    const link = { id: newId(), userId: id, tokenHash: hashToken(token), expiresAt };
    await withAccount(null, ({ db }) => db.passwordReset.create({ data: link }));
    expect(await withAccount(null, (tx) => findReset(tx, token))).not.toBeNull();
    await changePassword(withAccount, { current: GOOD_PASSWORD, password: OTHER_PASSWORD }, user, visitFrom());
    expect(await withAccount(null, (tx) => findReset(tx, token))).toBeNull();
  });

  it("needs the current one, and waits after five wrong ones", async () => {
    const { id, user } = await signedIn();
    const change = (current: string) =>
      changePassword(withAccount, { current, password: OTHER_PASSWORD }, user, visitFrom());
    for (let n = 0; n < 5; n++)
      await expect(change("x")).rejects.toMatchObject({ code: "account.wrong_current_password" });
    await expect(change(GOOD_PASSWORD)).rejects.toMatchObject({ code: "account.too_many_tries" });
    expect(await openLogins(id)).toEqual([user.sessionId]);
  });

  it("refuses a weak one", async () => {
    const { user } = await signedIn();
    const weak = { current: GOOD_PASSWORD, password: "password2026" };
    await expect(changePassword(withAccount, weak, user, visitFrom())).rejects.toMatchObject({
      code: "account.weak_password",
    });
  });
});
