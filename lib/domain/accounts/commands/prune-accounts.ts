import { NO_PASSWORD } from "#lib/infra/crypto/password-hash";
import type { AccountTx } from "#lib/infra/db/tenant";

const DAY_MS = 24 * 60 * 60_000;

/** How long ended logins and links, and accounts whose mail was never followed, are kept before they are deleted. */
const KEEP_MS = 30 * DAY_MS;

/** How long a person sees what happened to the safety of the account. */
const KEEP_EVENTS_MS = 365 * DAY_MS;

/** Deletes what has ended: logins, reset links, counters of tries, accounts that were never given a password. Safe to repeat. */
export async function pruneAccounts(tx: AccountTx, now: Date = new Date()): Promise<void> {
  const before = new Date(now.getTime() - KEEP_MS);
  await tx.db.loginSession.deleteMany({
    where: { OR: [{ expiresAt: { lt: before } }, { revokedAt: { lt: before } }, { lastSeenAt: { lt: before } }] },
  });
  await tx.db.passwordReset.deleteMany({ where: { expiresAt: { lt: before } } });
  await tx.db.rateLimit.deleteMany({ where: { expire: { lt: BigInt(now.getTime()) } } });
  await tx.db.loginStep.deleteMany({ where: { expiresAt: { lt: before } } });
  await tx.db.securityEvent.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - KEEP_EVENTS_MS) } } });
  const wayless = { passkeys: { none: {} }, identities: { none: {} } };
  await tx.db.user.deleteMany({ where: { passwordHash: NO_PASSWORD, createdAt: { lt: before }, ...wayless } });
}
