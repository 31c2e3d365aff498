import { DomainError } from "#lib/domain/errors";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import type { Draft } from "./draft.ts";
import { readExclusions, writeExclusions } from "./exclusions.ts";
import { storedExclusions } from "./leave-out-queries.ts";
import { writeStartTime } from "./start-time.ts";

/**
 * Reads a campaign as a draft.
 *
 * @throws DomainError `campaign.not_found`.
 */
export async function readDraft(tx: TenantTx, campaignId: string): Promise<Draft> {
  const row = await tx.db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: campaignId } },
  });
  if (row === null) throw new DomainError("campaign.not_found");
  return {
    id: toPublicId("campaign", row.id),
    state: row.state,
    version: row.version,
    name: row.name,
    kind: row.kind,
    senderId: row.senderId === null ? null : toPublicId("sender", row.senderId),
    importId: row.importId === null ? null : toPublicId("import", row.importId),
    text: row.text,
    start: startOf(row),
    spreadHours: row.spreadHours,
    perMinute: row.perMinute,
    fromLine: row.fromLine,
    exclusions: exclusionsOf(row),
    secondSenderId: row.secondSenderId === null ? null : toPublicId("sender", row.secondSenderId),
    atProvider: row.atProvider,
    fallback: row.fallbackCodes[0] ?? null,
    waitsForQuota: row.waitsForQuota,
    savedAt: row.updatedAt.toISOString(),
  };
}

/** Whom a campaign leaves out, as its draft writes it. */
export function exclusionsOf(row: { readonly exclusions: unknown }): string | null {
  const stored = storedExclusions(row.exclusions);
  return stored === null ? null : writeExclusions(stored);
}

/** The start of a campaign as its draft writes it. */
export function startOf(row: { readonly startAt: Date | null; readonly startZone: string | null }): string | null {
  const { startAt: at, startZone: zone } = row;
  return at === null || zone === null ? null : writeStartTime({ at, zone });
}

/** What the workspace is called in the trade register. */
export async function readImprint({
  workspaceId,
  db,
}: TenantTx): Promise<{ tradeName: string; mersis: string | null }> {
  return db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { tradeName: true, mersis: true } });
}

/** How long a person can take a send back, in seconds. */
export async function undoWindow({ workspaceId, db }: TenantTx): Promise<number> {
  const workspace = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { undoSeconds: true } });
  return workspace.undoSeconds;
}

/** Campaigns offered to be left out; older ones are seldom meant. */
const OFFERED = 30;

/** The newest campaigns that have recipients, to be left out by another; and those that the draft leaves out already. */
export async function campaignsToLeaveOut(
  { workspaceId, db }: TenantTx,
  { exclusions }: Pick<Draft, "exclusions">,
): Promise<{ id: string; name: string }[]> {
  const chosen = readExclusions(exclusions).campaigns.flatMap((id) => parsePublicId("campaign", id) ?? []);
  const order = { select: { id: true, name: true }, orderBy: { id: "desc" } } as const;
  const newest = await db.campaign.findMany({
    where: { workspaceId, firstId: { not: null }, id: { notIn: chosen } },
    ...order,
    take: OFFERED,
  });
  const named = await db.campaign.findMany({ where: { workspaceId, id: { in: chosen } }, ...order });
  return [...named, ...newest].map(({ id, name }) => ({ id: toPublicId("campaign", id), name }));
}

/** The pasted lists that a draft leaves out, as far as they are still there, with how many numbers each has. */
export async function listsLeftOut(
  { workspaceId, db }: TenantTx,
  { exclusions }: Pick<Draft, "exclusions">,
): Promise<{ id: string; numbers: number }[]> {
  const chosen = readExclusions(exclusions).lists.flatMap((id) => parsePublicId("import", id) ?? []);
  const rows = await db.import.findMany({
    where: { workspaceId, id: { in: chosen }, state: "ready" },
    select: { id: true, kept: true },
  });
  return rows.map(({ id, kept }) => ({ id: toPublicId("import", id), numbers: kept }));
}
