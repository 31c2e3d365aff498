import { ABSOLUTE_MS } from "#lib/domain/accounts/login-session";
import { USER_AGENT_MAX } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import type { AccountTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/**
 * Makes the row of a new login. Every sign-in gets one of its own, so that nothing set before it stays valid.
 *
 * @returns its id, for the cookie.
 * @throws DomainError `account.disabled`, whatever way of signing in it was.
 */
export async function openSession(tx: AccountTx, userId: string, userAgent: string | null): Promise<string> {
  const user = await tx.db.user.findUnique({ where: { id: userId }, select: { disabledAt: true } });
  if (user !== null && user.disabledAt !== null) throw new DomainError("account.disabled");
  const id = newId();
  await tx.db.loginSession.create({
    data: {
      id,
      userId,
      userAgent: userAgent?.slice(0, USER_AGENT_MAX) ?? null,
      expiresAt: new Date(Date.now() + ABSOLUTE_MS),
    },
  });
  return id;
}

/**
 * Gives a login a new id and ends the old one, so that a copy of its cookie made before a proof gains nothing by it
 * . Device, first sign-in and end stay.
 *
 * @param provedAt When the person proved who they are; without it the last proof stays what it was.
 * @throws DomainError `account.signed_out` when it has ended meanwhile.
 */
export async function renewSession(tx: AccountTx, sessionId: string, provedAt?: Date): Promise<string> {
  const { count } = await tx.db.loginSession.updateMany({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (count !== 1) throw new DomainError("account.signed_out");
  const before = await tx.db.loginSession.findUniqueOrThrow({ where: { id: sessionId } });
  const { userId, userAgent, createdAt, expiresAt } = before;
  const id = newId();
  await tx.db.loginSession.create({
    data: { id, userId, userAgent, createdAt, expiresAt, provedAt: provedAt ?? before.provedAt },
  });
  return id;
}

/** Ends all logins of a person, or all but one; each dies with its next request. Answers how many there were. */
export async function revokeSessions(tx: AccountTx, userId: string, exceptId?: string): Promise<number> {
  const { count } = await tx.db.loginSession.updateMany({
    where: { userId, revokedAt: null, ...(exceptId === undefined ? {} : { id: { not: exceptId } }) },
    data: { revokedAt: new Date() },
  });
  return count;
}
