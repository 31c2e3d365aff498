import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { DailyLimitInput } from "#lib/domain/instance/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/**
 * Sets to how many people of the workspace campaigns may be started, and anything be written, within a day; null for any number. What
 * runs above a lower limit rests at its next call; what rested goes on when there is room now.
 */
export async function setDailyLimit(
  { db, workspaceId }: TenantTx,
  { limit, reason }: z.output<typeof DailyLimitInput>,
): Promise<Audited<null>> {
  await db.workspace.updateMany({ where: { id: workspaceId }, data: { dailyLimit: limit } });
  await enqueue(db, "workspace.wake", { workspaceId });
  return { result: null, audit: { subject: null, detail: { limit, reason } } };
}
