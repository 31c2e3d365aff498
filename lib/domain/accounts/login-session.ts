const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A login session ends this long after sign-in, whatever happens. */
export const ABSOLUTE_MS = 30 * DAY_MS;

/** A login session ends after this long without a request. */
export const IDLE_MS = 14 * DAY_MS;

/** How stale `lastSeenAt` may get: a write per minute and session, not per request. */
export const TOUCH_MS = MINUTE_MS;

/** How long a proof of who somebody is (password, code or passkey) stands for what is dangerous. */
export const FRESH_MS = 15 * MINUTE_MS;

/** Whether the last proof is recent enough for what is dangerous. */
export function isFresh(provedAt: Date | null, now: Date): boolean {
  return provedAt !== null && now.getTime() - provedAt.getTime() < FRESH_MS;
}

/** How a signed-in person can prove who they are. */
export interface ProofWays {
  readonly email: string;
  readonly password: boolean;
  /** A code of the authenticator app, or a recovery code. */
  readonly code: boolean;
  readonly passkey: boolean;
  /** The other sign-in server, where the person's account there is linked. */
  readonly elsewhere: string | null;
}

/** What decides whether a login session still counts. */
export interface SessionTimes {
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** Whether a login session still signs its person in: not revoked, not past its end, not left idle. */
export function isAlive(session: SessionTimes, now: Date): boolean {
  return (
    session.revokedAt === null && session.expiresAt > now && now.getTime() - session.lastSeenAt.getTime() < IDLE_MS
  );
}

/** Whether the time of the last request should be written down again. */
export function isStale(session: SessionTimes, now: Date): boolean {
  return now.getTime() - session.lastSeenAt.getTime() >= TOUCH_MS;
}
