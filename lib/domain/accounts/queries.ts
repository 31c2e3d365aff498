import { isAlive, isStale, type ProofWays } from "#lib/domain/accounts/login-session";
import { NO_PASSWORD } from "#lib/infra/crypto/password-hash";
import { hashToken } from "#lib/infra/crypto/tokens";
import type { AccountTx } from "#lib/infra/db/tenant";

/** The person behind a request, and the login session that says so. */
export interface SignedInUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly isOperator: boolean;
  readonly sessionId: string;
  /** When the person last proved on this login who they are; see `isFresh`. */
  readonly provedAt: Date | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reads who a login session signs in, and writes down that it was used (once a minute at most).
 *
 * @param sessionId As it came out of the cookie.
 * @returns null when there is no such session, or it was revoked, ran out or lay idle, or the account was
 * switched off: the caller cannot tell which.
 */
export async function readLoginSession(
  tx: AccountTx,
  sessionId: string,
  now: Date = new Date(),
): Promise<SignedInUser | null> {
  if (!UUID.test(sessionId)) return null;
  const session = await tx.db.loginSession.findUnique({
    where: { id: sessionId },
    select: {
      lastSeenAt: true,
      expiresAt: true,
      revokedAt: true,
      provedAt: true,
      user: { select: { id: true, email: true, name: true, locale: true, isOperator: true, disabledAt: true } },
    },
  });
  if (session === null || session.user.disabledAt !== null || !isAlive(session, now)) return null;
  if (isStale(session, now)) {
    await tx.db.loginSession.updateMany({
      where: { id: sessionId, revokedAt: null, lastSeenAt: { lt: now } },
      data: { lastSeenAt: now },
    });
  }
  const { disabledAt: _, ...user } = session.user;
  return { ...user, sessionId, provedAt: session.provedAt };
}

/** Whether a login session still signs its person in. Asking is no use of it: an open page keeps nobody signed in. */
export async function isLoginAlive(tx: AccountTx, sessionId: string): Promise<boolean> {
  const session = await tx.db.loginSession.findUnique({
    where: { id: sessionId },
    select: { lastSeenAt: true, expiresAt: true, revokedAt: true, user: { select: { disabledAt: true } } },
  });
  return session !== null && session.user.disabledAt === null && isAlive(session, new Date());
}

/** The ways a person has to prove who they are. */
export async function readProofWays(
  tx: AccountTx,
  user: SignedInUser,
  server: { readonly issuer: string; readonly name: string } | null,
): Promise<ProofWays> {
  const { email, passwordHash, authenticator, identities, _count } = await tx.db.user.findUniqueOrThrow({
    where: { id: user.id },
    select: {
      email: true,
      passwordHash: true,
      authenticator: { select: { confirmedAt: true } },
      identities: { select: { issuer: true } },
      _count: { select: { passkeys: true } },
    },
  });
  const code = authenticator !== null && authenticator.confirmedAt !== null;
  const isLinked = identities.some(({ issuer }) => issuer.replace(/\/$/, "") === server?.issuer);
  const elsewhere = isLinked ? (server?.name ?? null) : null;
  return { email, password: passwordHash !== NO_PASSWORD, code, passkey: _count.passkeys > 0, elsewhere };
}

/** A browser or device that is signed in. */
export interface SignedInDevice {
  readonly sessionId: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

/** Where a person is signed in, the latest used first. */
export async function listDevices(tx: AccountTx, userId: string): Promise<SignedInDevice[]> {
  const now = new Date();
  const rows = await tx.db.loginSession.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { lastSeenAt: "desc" },
  });
  return rows
    .filter((row) => isAlive(row, now))
    .map(({ id, userAgent, createdAt, lastSeenAt }) => ({ sessionId: id, userAgent, createdAt, lastSeenAt }));
}

/** Whether anybody has an account on this instance. */
export async function hasUsers(tx: AccountTx): Promise<boolean> {
  return (await tx.db.user.findFirst({ select: { id: true } })) !== null;
}

/** A link for choosing a password that still works, and whose it is. */
export interface OpenReset {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
}

/** Finds the link of a token; null for one that is unknown, used or expired. Looking does not use it up. */
export async function findReset(tx: AccountTx, token: string, now: Date = new Date()): Promise<OpenReset | null> {
  const row = await tx.db.passwordReset.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      id: true,
      usedAt: true,
      expiresAt: true,
      user: { select: { id: true, name: true, email: true, locale: true } },
    },
  });
  if (row === null || row.usedAt !== null || row.expiresAt <= now) return null;
  const { id: userId, ...person } = row.user;
  return { id: row.id, userId, ...person };
}
