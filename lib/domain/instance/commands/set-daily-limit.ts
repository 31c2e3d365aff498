import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { DailyLimitInput } from "#lib/domain/instance/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Sets to how many people campaigns of the workspace may be started within a day; null for any number. */
export async function setDailyLimit(
  { db, workspaceId }: TenantTx,
  { limit, reason }: z.output<typeof DailyLimitInput>,
): Promise<Audited<null>> {
  await db.workspace.updateMany({ where: { id: workspaceId }, data: { dailyLimit: limit } });
  return { result: null, audit: { subject: null, detail: { limit, reason } } };
}
