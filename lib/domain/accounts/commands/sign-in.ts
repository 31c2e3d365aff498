import { countTry, forgetTries, type TryKey, takeTryBack } from "#lib/domain/accounts/commands/count-tries";
import { enterByOneProof, loginOf } from "#lib/domain/accounts/commands/enter";
import { parseEmail } from "#lib/domain/accounts/model";
import { ACCOUNT_TRIES, ADDRESS_TRIES } from "#lib/domain/accounts/try-limits";
import type { NewLogin, Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { readDeviceMark } from "#lib/infra/crypto/device-mark";
import { hashPassword, isOutdatedHash, requireHashRoom, verifyPassword } from "#lib/infra/crypto/password-hash";
import type { AccountDoor } from "#lib/infra/db/tenant";

/** What a person types to sign in, as typed. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

interface Account {
  readonly id: string;
  readonly passwordHash: string;
  readonly locale: string;
}

/**
 * Signs a person in with e-mail and password: a new login session.
 *
 * An unknown address, an address that is none and a wrong password get the same answer after the same work.
 *
 * @throws DomainError `account.wrong_password`; `account.too_many_tries` with how long to wait.
 * @throws CodeNeeded where the person has a second factor.
 */
export async function signIn(open: AccountDoor, typed: Credentials, visit: Visit): Promise<NewLogin> {
  requireHashRoom();
  const email = parseEmail(typed.email);
  const account = await findAccount(open, email);
  const device = account === null ? null : readDeviceMark(visit.deviceMark, account.id);
  // A browser the person has signed in from has a count of its own, and no stranger can use it up.
  const accountKey: TryKey = [email ?? typed.email, device === null ? `ip ${visit.ip}` : `device ${device}`];
  if (device === null) await countTry(ADDRESS_TRIES, [visit.ip]);
  await countTry(ACCOUNT_TRIES, accountKey);

  const isRight = await verifyPassword(account?.passwordHash ?? null, typed.password);
  if (account === null || !isRight) throw new DomainError("account.wrong_password");
  const renewed = isOutdatedHash(account.passwordHash) ? await hashPassword(typed.password) : account.passwordHash;
  const entry = await open(null, async (tx) => {
    // Guarded by the hash that was checked: a password changed meanwhile must not be signed in with.
    const same = { id: account.id, passwordHash: account.passwordHash };
    const { count } = await tx.db.user.updateMany({ where: same, data: { passwordHash: renewed } });
    if (count !== 1) throw new DomainError("account.wrong_password");
    return enterByOneProof(tx, account, visit);
  });

  await forgetTries(ACCOUNT_TRIES, accountKey);
  if (device === null) await takeTryBack(ADDRESS_TRIES, [visit.ip]);
  return loginOf(entry);
}

function findAccount(open: AccountDoor, email: string | null): Promise<Account | null> {
  // An address that is none is looked up all the same (nobody can have it), so that it takes as long.
  return open(null, ({ db }) =>
    db.user.findUnique({ where: { email: email ?? "" }, select: { id: true, passwordHash: true, locale: true } }),
  );
}
