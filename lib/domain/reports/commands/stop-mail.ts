import type { TenantTx } from "#lib/infra/db/tenant";

/** Ends the weekly mail of one member, whose link it is; false when none was wanted any more. */
export async function stopMail({ db, workspaceId }: TenantTx, userId: string): Promise<boolean> {
  const { count } = await db.reportMail.deleteMany({ where: { workspaceId, userId } });
  return count > 0;
}
