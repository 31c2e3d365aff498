import { countTry, forgetTries } from "#lib/domain/accounts/commands/count-tries";
import { noteSecurity } from "#lib/domain/accounts/commands/note-security";
import { openSession, revokeSessions } from "#lib/domain/accounts/commands/open-session";
import { requireStrongPassword } from "#lib/domain/accounts/passwords";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import { CURRENT_PASSWORD_TRIES } from "#lib/domain/accounts/try-limits";
import type { NewLogin, Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { makeDeviceMark } from "#lib/infra/crypto/device-mark";
import { hashPassword, verifyPassword } from "#lib/infra/crypto/password-hash";
import type { AccountDoor } from "#lib/infra/db/tenant";

/**
 * Changes the password of a signed-in person, ends all logins, and makes a new one for this browser.
 *
 * This login is ended as well: a copy of its cookie, made before, must not outlive the old password.
 *
 * @throws DomainError `account.wrong_current_password`; `account.weak_password`; `account.too_many_tries`.
 */
export async function changePassword(
  open: AccountDoor,
  input: { current: string; password: string },
  user: SignedInUser,
  visit: Visit,
): Promise<NewLogin> {
  await countTry(CURRENT_PASSWORD_TRIES, [user.id]);
  const account = await open(null, ({ db }) =>
    db.user.findUnique({ where: { id: user.id }, select: { passwordHash: true } }),
  );
  const known = account?.passwordHash ?? null;
  if (known === null || !(await verifyPassword(known, input.current))) {
    throw new DomainError("account.wrong_current_password");
  }
  requireStrongPassword(input.password, [user.name, user.email]);
  const passwordHash = await hashPassword(input.password);
  const sessionId = await open(null, async (tx) => {
    const { count } = await tx.db.user.updateMany({
      where: { id: user.id, passwordHash: known },
      data: { passwordHash, passwordAt: new Date() },
    });
    if (count !== 1) throw new DomainError("account.wrong_current_password");
    await tx.db.passwordReset.updateMany({ where: { userId: user.id, usedAt: null }, data: { usedAt: new Date() } });
    await revokeSessions(tx, user.id);
    await noteSecurity(tx, user.id, "password_changed", visit);
    return openSession(tx, user.id, visit.userAgent);
  });
  await forgetTries(CURRENT_PASSWORD_TRIES, [user.id]);
  return { userId: user.id, sessionId, deviceMark: makeDeviceMark(user.id), locale: user.locale };
}
