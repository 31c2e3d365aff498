import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { WantMailInput } from "#lib/domain/reports/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Has the figures of each week mailed to the member who asks, from next Monday on, or no longer. */
export async function wantMail(
  { db, workspaceId, actorId }: TenantTx,
  { isWanted }: z.output<typeof WantMailInput>,
): Promise<Audited<null>> {
  if (actorId === null) throw new Error("a mail is wanted by a person");
  if (isWanted) {
    await db.$executeRaw`
      INSERT INTO report_mails (workspace_id, user_id, week)
      SELECT w.id, ${actorId}::uuid, mail_week(now(), w.zone) FROM workspaces w WHERE w.id = ${workspaceId}::uuid
      ON CONFLICT (workspace_id, user_id) DO NOTHING`;
  } else {
    await db.reportMail.deleteMany({ where: { workspaceId, userId: actorId } });
  }
  return { result: null, audit: { subject: null, detail: { on: isWanted } } };
}
