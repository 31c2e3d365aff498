import "server-only";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import { FRESH_MINUTES } from "#lib/domain/instance/model";
import { withAccount } from "#lib/infra/db/tenant";

/** Whether the person behind this login has given the password within the last fifteen minutes. */
export async function isFresh(user: SignedInUser): Promise<boolean> {
  const session = await withAccount(null, ({ db }) =>
    db.loginSession.findUnique({ where: { id: user.sessionId }, select: { createdAt: true } }),
  );
  return session !== null && Date.now() - session.createdAt.getTime() < FRESH_MINUTES * 60_000;
}
