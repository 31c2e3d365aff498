import type { QuietHours } from "#lib/domain/workspaces/quiet-hours";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";

/** What a workspace allows at an instant. */
export interface PolicyNow {
  readonly hours: QuietHours;
  /** Most people a day; null without a cap. */
  readonly cap: number | null;
  /** People of today: those written to, or all of the campaigns that were started, whichever is more. */
  readonly usedToday: number;
  readonly allowsForeign: boolean;
}

interface PolicyRow {
  zone: string;
  quiet_from: number | null;
  quiet_until: number | null;
  quiet_days: string[];
  daily_cap: number | null;
  allows_foreign: boolean;
  used: number;
}

function question(workspaceId: string, now: Date, exceptId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT w.zone, w.quiet_from, w.quiet_until, w.quiet_days::text[] AS quiet_days, w.daily_cap, w.allows_foreign,
      CASE WHEN w.daily_cap IS NULL THEN 0 ELSE greatest(people_called_since(w.id, day_start(${now}::timestamptz, w.zone)),
        (SELECT coalesce(sum(k.people), 0) FROM campaigns k
         WHERE k.workspace_id = w.id AND k.id <> ${exceptId}::uuid AND k.hold_until >= day_start(${now}::timestamptz, w.zone)
           AND k.hold_until < day_start(day_start(${now}::timestamptz, w.zone) + interval '36 hours', w.zone)
           AND k.state NOT IN ('draft', 'in_review', 'changes_requested', 'cancelled', 'failed'))) END::int AS used
    FROM workspaces w WHERE w.id = ${workspaceId}::uuid`;
}

function toPolicy(row: PolicyRow | undefined): PolicyNow {
  if (row === undefined) throw new Error("a workspace without a row");
  const { zone, quiet_from: from, quiet_until: until, quiet_days: days } = row;
  const hours = { zone, from, until, days };
  return { hours, cap: row.daily_cap, usedToday: row.used, allowsForeign: row.allows_foreign };
}

/** Reads the policies as they bear on a campaign now, in a transaction of hand-written SQL. */
export async function policyNow(sql: TenantSql, now: Date, exceptId: string): Promise<PolicyNow> {
  const { text, values } = question(sql.workspaceId, now, exceptId);
  return toPolicy((await sql.client.query<PolicyRow>({ text, values: [...values] })).rows[0]);
}

/**
 * With a cap, whoever asks next waits until this transaction ends: two campaigns started at once do not both fit into what is
 * left for one. It comes before the campaign, as for the calls of a worker.
 */
export async function holdCap({ workspaceId, db }: TenantTx): Promise<void> {
  const capped = await db.workspace.findUnique({ where: { id: workspaceId }, select: { dailyCap: true } });
  if (capped?.dailyCap == null) return;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`cap ${workspaceId}`}, 0))`;
}

/** The same in an ordinary transaction, with the cap held. */
export async function lockedPolicy(tx: TenantTx, now: Date, exceptId: string): Promise<PolicyNow> {
  const { workspaceId, db } = tx;
  await holdCap(tx);
  return toPolicy((await db.$queryRaw<PolicyRow[]>(question(workspaceId, now, exceptId)))[0]);
}
