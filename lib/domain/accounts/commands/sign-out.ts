import { revokeSessions } from "#lib/domain/accounts/commands/open-session";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import type { AccountTx } from "#lib/infra/db/tenant";

/** Ends one login; every copy of its cookie dies with the next request. Ending it again changes nothing. */
export async function revokeSession(tx: AccountTx, sessionId: string): Promise<void> {
  await tx.db.loginSession.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } });
}

/**
 * Ends one of a person's own logins, on another device say.
 *
 * @returns whether there was one to end; somebody else's is the same as none.
 */
export async function revokeDevice(tx: AccountTx, user: SignedInUser, sessionId: string): Promise<boolean> {
  const { count } = await tx.db.loginSession.updateMany({
    where: { id: sessionId, userId: user.id, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count === 1;
}

/** Ends a person's logins everywhere, this one included. */
export function signOutEverywhere(tx: AccountTx, user: SignedInUser): Promise<number> {
  return revokeSessions(tx, user.id);
}
