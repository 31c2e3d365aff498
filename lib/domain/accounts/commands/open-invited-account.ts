import { openSession } from "#lib/domain/accounts/commands/open-session";
import type { NormalEmail } from "#lib/domain/accounts/model";
import { requireStrongPassword } from "#lib/domain/accounts/passwords";
import type { NewLogin, Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { makeDeviceMark } from "#lib/infra/crypto/device-mark";
import { hashPassword, NO_PASSWORD } from "#lib/infra/crypto/password-hash";
import type { AccountDoor, AccountTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** Asked for and never finished: no password was chosen, no other way in was added, and nobody has signed in. */
const UNFINISHED = {
  ...{ passwordHash: NO_PASSWORD, disabledAt: null },
  ...{ sessions: { none: {} }, passkeys: { none: {} }, identities: { none: {} } },
} as const;

/** Whether an address has an account that somebody uses; one that was asked for and never finished is none. */
export async function hasAccount({ db }: AccountTx, email: string): Promise<boolean> {
  return (await db.user.findFirst({ where: { email, NOT: UNFINISHED }, select: { id: true } })) !== null;
}

/**
 * Opens an account for a mailbox whose owner holds an invitation, and signs it in.
 *
 * @param take Takes the invitation for the new person in the same transaction, so that both happen or neither.
 * @throws DomainError `account.weak_password`; `team.account_exists`, also when it came into being meanwhile.
 */
export async function openInvitedAccount(
  open: AccountDoor,
  input: { name: string; email: NormalEmail; password: string },
  visit: Visit,
  take: (tx: AccountTx, userId: string) => Promise<void>,
): Promise<NewLogin> {
  const { name, email } = input;
  requireStrongPassword(input.password, [name, email]);
  if (await open(null, (tx) => hasAccount(tx, email))) throw new DomainError("team.account_exists");
  const passwordHash = await hashPassword(input.password);
  const { locale } = visit;
  return open(null, async (tx) => {
    await tx.db.user.createMany({
      data: { id: newId(), email, name, locale, passwordHash: NO_PASSWORD },
      skipDuplicates: true,
    });
    const { count } = await tx.db.user.updateMany({
      where: { email, ...UNFINISHED },
      data: { name, locale, passwordHash, passwordAt: new Date() },
    });
    if (count !== 1) throw new DomainError("team.account_exists");
    const { id: userId } = await tx.db.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
    await take(tx, userId);
    const sessionId = await openSession(tx, userId, visit.userAgent);
    return { userId, sessionId, deviceMark: makeDeviceMark(userId), locale };
  });
}
