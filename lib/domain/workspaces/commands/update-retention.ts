import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { RetentionInput } from "#lib/domain/workspaces/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Changes how long texts and numbers are kept. The next daily purge looks at everything again. */
export async function updateRetention(
  { workspaceId, db }: TenantTx,
  { bodyDays, numberDays }: z.output<typeof RetentionInput>,
): Promise<Audited<null>> {
  await db.workspace.updateMany({ where: { id: workspaceId }, data: { bodyDays, numberDays, purgedAt: null } });
  return { result: null, audit: { subject: null, detail: { bodyDays, numberDays } } };
}
