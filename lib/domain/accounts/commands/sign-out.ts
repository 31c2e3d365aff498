import { noteSecurity } from "#lib/domain/accounts/commands/note-security";
import { revokeSessions } from "#lib/domain/accounts/commands/open-session";
import { deviceName } from "#lib/domain/accounts/device-name";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import type { Visit } from "#lib/domain/accounts/visit";
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
export async function revokeDevice(
  tx: AccountTx,
  user: SignedInUser,
  sessionId: string,
  visit: Pick<Visit, "userAgent">,
): Promise<boolean> {
  const { count } = await tx.db.loginSession.updateMany({
    where: { id: sessionId, userId: user.id, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (count !== 1) return false;
  const { userAgent } = await tx.db.loginSession.findUniqueOrThrow({ where: { id: sessionId } });
  const device = deviceName(userAgent);
  await noteSecurity(tx, user.id, "device_revoked", visit, device && `${device.browser}, ${device.system}`);
  return true;
}

/** Ends a person's logins everywhere, this one included. */
export async function signOutEverywhere(
  tx: AccountTx,
  user: SignedInUser,
  visit: Pick<Visit, "userAgent">,
): Promise<number> {
  await noteSecurity(tx, user.id, "signed_out_everywhere", visit);
  return revokeSessions(tx, user.id);
}
