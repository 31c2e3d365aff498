import { DomainError } from "#lib/domain/errors";
import { NO_PASSWORD } from "#lib/infra/crypto/password-hash";
import type { AccountTx } from "#lib/infra/db/tenant";

/** What is about to go. */
interface Going {
  readonly passkeyId?: string;
  readonly identityId?: string;
}

/**
 * Makes sure that a person can still sign in without what is about to go.
 *
 * The person's row is locked, so that of two removals at the same moment the second sees the first.
 *
 * @throws DomainError `account.last_way`.
 */
export async function requireOtherWay(tx: AccountTx, userId: string, going: Going): Promise<void> {
  await tx.db.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
  const { passwordHash } = await tx.db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true },
  });
  if (passwordHash !== NO_PASSWORD) return;
  const not = (id: string | undefined) => (id === undefined ? {} : { id: { not: id } });
  const passkeys = await tx.db.passkey.count({ where: { userId, ...not(going.passkeyId) } });
  const identities = await tx.db.identity.count({ where: { userId, ...not(going.identityId) } });
  if (passkeys + identities === 0) throw new DomainError("account.last_way");
}
