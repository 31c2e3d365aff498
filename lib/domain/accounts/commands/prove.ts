import { countTry, forgetTries } from "#lib/domain/accounts/commands/count-tries";
import { renewSession } from "#lib/domain/accounts/commands/open-session";
import { withCode } from "#lib/domain/accounts/commands/take-code";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import { CURRENT_PASSWORD_TRIES } from "#lib/domain/accounts/try-limits";
import type { NewLogin, Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { makeDeviceMark } from "#lib/infra/crypto/device-mark";
import { verifyPassword } from "#lib/infra/crypto/password-hash";
import type { AccountDoor, AccountTx } from "#lib/infra/db/tenant";

/** Notes on this login that its person has just proved who they are, and gives it a new id. */
export async function noteProof(tx: AccountTx, user: SignedInUser): Promise<NewLogin> {
  const sessionId = await renewSession(tx, user.sessionId, new Date());
  return { userId: user.id, sessionId, deviceMark: makeDeviceMark(user.id), locale: user.locale };
}

/**
 * Proves with the password who a signed-in person is.
 *
 * @throws DomainError `account.wrong_current_password`; `account.too_many_tries`.
 */
export async function proveByPassword(
  open: AccountDoor,
  { password }: { password: string },
  user: SignedInUser,
): Promise<NewLogin> {
  await countTry(CURRENT_PASSWORD_TRIES, [user.id]);
  const account = await open(null, ({ db }) =>
    db.user.findUnique({ where: { id: user.id }, select: { passwordHash: true } }),
  );
  if (!(await verifyPassword(account?.passwordHash ?? null, password))) {
    throw new DomainError("account.wrong_current_password");
  }
  const login = await open(null, (tx) => noteProof(tx, user));
  await forgetTries(CURRENT_PASSWORD_TRIES, [user.id]);
  return login;
}

/**
 * Proves with a code of the authenticator app, or a recovery code, who a signed-in person is.
 *
 * @throws DomainError `account.wrong_code`; `account.too_many_tries`.
 */
export function proveByCode(
  open: AccountDoor,
  { code }: { code: string },
  user: SignedInUser,
  visit: Visit,
): Promise<NewLogin> {
  return withCode(open, { userId: user.id, code, visit }, (tx) => noteProof(tx, user));
}
