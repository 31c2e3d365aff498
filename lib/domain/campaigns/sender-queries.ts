import { CAP_HOURS } from "#lib/domain/messages/cap-hours";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";

/** Most people a member may send to within a day, and how many of them are used: written to, or started. */
export interface SenderCap {
  readonly limit: number;
  readonly used: number;
}

function usedBy(workspaceId: string, userId: string, now: Date): Prisma.Sql {
  const since = new Date(now.getTime() - CAP_HOURS * 60 * 60_000);
  return Prisma.sql`greatest(people_called_by(${workspaceId}::uuid, ${userId}::uuid, ${since}::timestamptz), (
      SELECT coalesce(sum(people), 0) FROM campaigns
      WHERE workspace_id = ${workspaceId}::uuid AND started_by_id = ${userId}::uuid
        AND hold_until > ${since}::timestamptz))::int`;
}

/** What a member's own cap leaves; null without a cap. Only to tell: `fitsSenderCap` decides. */
export async function senderCapOf(
  { workspaceId, client }: TenantSql,
  userId: string,
  now: Date,
): Promise<SenderCap | null> {
  const { text, values } = Prisma.sql`
    SELECT daily_cap AS limit, ${usedBy(workspaceId, userId, now)} AS used FROM memberships
    WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${userId}::uuid AND daily_cap IS NOT NULL`;
  return (await client.query<SenderCap>({ text, values: [...values] })).rows[0] ?? null;
}

/** Whether somebody is a member who may send, as every claim of a message asks it, and whose account is on. */
export async function mayStillSend({ workspaceId, db }: TenantTx, userId: string | null): Promise<boolean> {
  if (userId === null) return false;
  const rows = await db.$queryRaw<{ may: boolean }[]>`
    SELECT may_still_send(s.role, s.may_send) AND u.disabled_at IS NULL AS may
    FROM memberships s JOIN users u ON u.id = s.user_id
    WHERE s.workspace_id = ${workspaceId}::uuid AND s.user_id = ${userId}::uuid`;
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
  const used = await db.$queryRaw<{ used: number }[]>`SELECT ${usedBy(workspaceId, userId, now)} AS used`;
  return (used[0]?.used ?? 0) + people <= member.cap;
}
