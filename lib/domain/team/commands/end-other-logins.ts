import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Ends every sign-in of a person but one, when what the person may do has changed. The one that stays reads the
 * new role with its next request, like all of them would.
 *
 * @param keptId The sign-in that stays; by default the one used last.
 */
export async function endOtherLogins(tx: TenantTx, userId: string, keptId?: string): Promise<void> {
  const latest = await tx.db.loginSession.findFirst({
    where: { userId, revokedAt: null, ...(keptId !== undefined && { id: keptId }) },
    orderBy: { lastSeenAt: "desc" },
    select: { id: true },
  });
  await tx.db.loginSession.updateMany({
    where: { userId, revokedAt: null, ...(latest !== null && { id: { not: latest.id } }) },
    data: { revokedAt: new Date() },
  });
}
