import { countTry } from "#lib/domain/accounts/commands/count-tries";
import { openSession } from "#lib/domain/accounts/commands/open-session";
import type { NormalEmail } from "#lib/domain/accounts/model";
import { requireStrongPassword } from "#lib/domain/accounts/passwords";
import { hasUsers } from "#lib/domain/accounts/queries";
import { MAIL_ADDRESS_TRIES } from "#lib/domain/accounts/try-limits";
import type { NewLogin, Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { makeDeviceMark } from "#lib/infra/crypto/device-mark";
import { hashPassword } from "#lib/infra/crypto/password-hash";
import type { AccountDoor } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** Who sets an instance up. */
export interface FirstOwner {
  readonly name: string;
  readonly email: NormalEmail;
  readonly password: string;
}

/**
 * Makes the first account of an instance, whose person operates it, and signs it in.
 *
 * Of two first visitors at the same moment one wins: the check and the row happen under one lock of the database.
 *
 * @throws DomainError `account.already_set_up`; `account.weak_password`.
 */
export async function createFirstOwner(open: AccountDoor, input: FirstOwner, visit: Visit): Promise<NewLogin> {
  await countTry(MAIL_ADDRESS_TRIES, ["welcome", visit.ip]);
  if (await open(null, hasUsers)) throw new DomainError("account.already_set_up");
  requireStrongPassword(input.password, [input.name, input.email]);
  const passwordHash = await hashPassword(input.password);
  const userId = newId();
  const sessionId = await open(null, async (tx) => {
    await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('tellal first owner'))`;
    if (await hasUsers(tx)) throw new DomainError("account.already_set_up");
    const { name, email } = input;
    await tx.db.user.create({
      data: { id: userId, name, email, passwordHash, locale: visit.locale, isOperator: true },
    });
    return openSession(tx, userId, visit.userAgent);
  });
  return { userId, sessionId, deviceMark: makeDeviceMark(userId), locale: visit.locale };
}
