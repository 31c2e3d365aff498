import type { TenantTx } from "#lib/infra/db/tenant";

/** Why nothing is sent in a workspace, for a banner on every page; null while sending is open. */
export interface Stop {
  readonly at: Date;
  /** Name of the member who stopped it; null for one who is gone. */
  readonly by: string | null;
  /** When everything of the workspace goes; null when it stays. */
  readonly deleteAt: Date | null;
}

/** Tells one stop from another, and from none, for pages that were drawn a while ago. */
export function stopMark(stop: Stop | null): string {
  return stop === null ? "" : `${stop.at.toISOString()} ${stop.deleteAt?.toISOString() ?? ""}`;
}

/** Reads whether all sending is stopped, and by whom. */
export async function currentStop({ workspaceId, db }: TenantTx): Promise<Stop | null> {
  const row = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { haltedAt: true, haltedById: true, deleteAt: true },
  });
  if (row.haltedAt === null) return null;
  const by =
    row.haltedById === null
      ? null
      : await db.user.findUnique({ where: { id: row.haltedById }, select: { name: true } });
  return { at: row.haltedAt, by: by?.name ?? null, deleteAt: row.deleteAt };
}

/** Everything the settings show of a workspace. */
export async function workspaceSettings({ workspaceId, db }: TenantTx) {
  const row = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const former = await db.workspaceSlug.findFirst({
    where: { workspaceId, slug: { not: row.slug } },
    select: { slug: true },
  });
  return {
    ...{ name: row.name, slug: row.slug, zone: row.zone, locale: row.locale },
    ...{ tradeName: row.tradeName, mersis: row.mersis, undoSeconds: row.undoSeconds },
    ...{ quietFrom: row.quietFrom, quietUntil: row.quietUntil, dailyCap: row.dailyCap },
    ...{ frequencyLimit: row.frequencyLimit, frequencyDays: row.frequencyDays },
    ...{ allowsForeign: row.allowsForeign, bodyDays: row.bodyDays, numberDays: row.numberDays },
    quietDays: row.quietDays.map((day) => day.toISOString().slice(0, 10)),
    purgedAt: row.purgedAt,
    deleteAt: row.deleteAt,
    formerSlug: former?.slug ?? null,
  };
}

/** Whether new rules would let out what today's keep back: numbers abroad, or more people a day. */
export async function allowsMore(
  { workspaceId, db }: TenantTx,
  wanted: { readonly allowsForeign: boolean; readonly dailyCap: number | null },
): Promise<boolean> {
  const today = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { allowsForeign: true, dailyCap: true },
  });
  const most = (cap: number | null) => cap ?? Number.POSITIVE_INFINITY;
  return (wanted.allowsForeign && !today.allowsForeign) || most(wanted.dailyCap) > most(today.dailyCap);
}
