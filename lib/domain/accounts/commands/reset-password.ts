import { enterByOneProof, loginOf } from "#lib/domain/accounts/commands/enter";
import { noteSecurity } from "#lib/domain/accounts/commands/note-security";
import { revokeSessions } from "#lib/domain/accounts/commands/open-session";
import { requireStrongPassword } from "#lib/domain/accounts/passwords";
import { findReset } from "#lib/domain/accounts/queries";
import type { NewLogin, Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { hashPassword } from "#lib/infra/crypto/password-hash";
import type { AccountDoor } from "#lib/infra/db/tenant";

/**
 * Sets a new password with the token of a mailed link, ends every login of the person, and signs this browser in.
 *
 * The token works once; of two uses at the same moment one wins. Other open links of the person end with it.
 *
 * @throws DomainError `account.reset_not_valid` (unknown, used, expired: not told apart); `account.weak_password`, which
 * leaves the link usable.
 * @throws CodeNeeded where the person has a second factor, which a mailbox alone does not stand for.
 */
export async function resetPassword(
  open: AccountDoor,
  input: { token: string; password: string },
  visit: Visit,
): Promise<NewLogin> {
  const reset = await open(null, (tx) => findReset(tx, input.token));
  if (reset === null) throw new DomainError("account.reset_not_valid");
  const { userId, name, email, locale } = reset;
  requireStrongPassword(input.password, [name, email]);
  const passwordHash = await hashPassword(input.password);
  const entry = await open(null, async (tx) => {
    const now = new Date();
    const { count } = await tx.db.passwordReset.updateMany({
      where: { id: reset.id, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (count !== 1) throw new DomainError("account.reset_not_valid");
    await tx.db.passwordReset.updateMany({ where: { userId, usedAt: null }, data: { usedAt: now } });
    await tx.db.user.update({ where: { id: userId }, data: { passwordHash, passwordAt: now } });
    await revokeSessions(tx, userId);
    await noteSecurity(tx, userId, "password_changed", visit);
    return enterByOneProof(tx, { id: userId, locale }, visit);
  });
  return loginOf(entry);
}
