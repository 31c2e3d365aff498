import { CAP_HOURS } from "#lib/domain/messages/cap-hours";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Whether somebody is a member who may send, as every claim of a message asks it. */
export async function mayStillSend({ workspaceId, db }: TenantTx, userId: string | null): Promise<boolean> {
  if (userId === null) return false;
  const rows = await db.$queryRaw<{ may: boolean }[]>`
    SELECT may_still_send(role, may_send) AS may FROM memberships
    WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${userId}::uuid`;
  return rows[0]?.may ?? false;
}

/**
 * Whether a member may send to so many people more, counting all that the member started within the last day.
 *
 * Whoever asks next for the same member waits until this transaction ends: two campaigns started at once do not both fit
 * into what is left for one.
 */
export async function fitsSenderCap(tx: TenantTx, userId: string, people: number, now: Date): Promise<boolean> {
  const { workspaceId, db } = tx;
  const rows = await db.$queryRaw<{ cap: number | null }[]>`
    SELECT daily_cap AS cap FROM memberships
    WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${userId}::uuid FOR UPDATE`;
  const [member] = rows;
  if (member === undefined) return false;
  if (member.cap === null) return true;
  const since = new Date(now.getTime() - CAP_HOURS * 60 * 60_000);
  const used = await db.$queryRaw<{ used: number }[]>`
    SELECT greatest(people_called_by(${workspaceId}::uuid, ${userId}::uuid, ${since}), (
      SELECT coalesce(sum(people), 0) FROM campaigns
      WHERE workspace_id = ${workspaceId}::uuid AND started_by_id = ${userId}::uuid AND hold_until > ${since}))::int AS used`;
  return (used[0]?.used ?? 0) + people <= member.cap;
}
