import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Parts of everybody of a campaign who was not left out beforehand: what its sending was estimated at. */
export async function estimatedParts({ workspaceId, db }: TenantTx, campaignId: string): Promise<number> {
  const { _sum } = await db.messageStat.aggregate({
    where: { workspaceId, campaignId, state: { not: "skipped" } },
    _sum: { parts: true },
  });
  return _sum.parts ?? 0;
}

/** A link to a report that can still be opened. */
export interface ReportLink {
  readonly id: string;
  readonly by: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** The links to the report of a campaign that can still be opened, newest first. */
export async function reportLinks({ workspaceId, db }: TenantTx, campaignId: string): Promise<ReportLink[]> {
  const rows = await db.reportShare.findMany({
    where: { workspaceId, campaignId, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { id: "desc" },
  });
  const people = await db.user.findMany({
    where: { id: { in: rows.map(({ createdById }) => createdById) } },
    select: { id: true, name: true },
  });
  return rows.map((row) => ({
    id: toPublicId("share", row.id),
    by: people.find(({ id }) => id === row.createdById)?.name ?? null,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
  }));
}

/** A report that is kept under a name; `query` is what its address says. */
export interface KeptReport {
  readonly id: string;
  readonly name: string;
  readonly query: string;
}

/** The reports a workspace keeps, by name. */
export async function keptReports({ workspaceId, db }: TenantTx): Promise<KeptReport[]> {
  const rows = await db.reportView.findMany({ where: { workspaceId }, orderBy: { name: "asc" } });
  return rows.map(({ id, name, query }) => ({ id: toPublicId("view", id), name, query }));
}

/** Whether the one who looks gets the figures of each week by mail. */
export async function isMailed({ db, workspaceId, actorId }: TenantTx): Promise<boolean> {
  if (actorId === null) return false;
  return (await db.reportMail.count({ where: { workspaceId, userId: actorId } })) > 0;
}
