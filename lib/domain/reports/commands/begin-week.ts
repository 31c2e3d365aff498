import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

interface Due {
  user_id: string;
  week: string;
}

/**
 * Has the mails of the week that has begun written: one job for each member who wants one, in the transaction that notes the
 * week, so that nobody gets two however often and from wherever it is asked.
 *
 * @returns how many.
 */
export async function beginWeek({ db, workspaceId }: TenantTx): Promise<number> {
  const due = await db.$queryRaw<Due[]>`
    UPDATE report_mails m SET week = mail_week(now(), w.zone) FROM workspaces w
    WHERE m.workspace_id = ${workspaceId}::uuid AND w.id = m.workspace_id AND m.week < mail_week(now(), w.zone)
    RETURNING m.user_id, m.week::text`;
  for (const { user_id: userId, week } of due) await enqueue(db, "mail.week", { workspaceId, userId, week });
  return due.length;
}
