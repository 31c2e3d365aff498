import { z } from "zod";
import { isFinalCampaign } from "#lib/domain/campaigns/model";
import { type CampaignHead, type LinkedCampaign, noCounts, type Progress } from "#lib/domain/campaigns/report";
import { IS_CLEARED } from "#lib/domain/consent/fresh-answer";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import { LEG_CONNECTION, LEG_IS_USED } from "#lib/domain/messages/legs";
import type { MessageState } from "#lib/domain/messages/model";
import type { MessageRange } from "#lib/domain/messages/queries";
import type { TenantTx } from "#lib/infra/db/tenant";

const BlockDetail = z.object({ code: z.string() });

/** States of messages that were never handed over, or that nobody took: their parts are not used. */
const UNUSED: ReadonlySet<MessageState> = new Set(["pending", "held", "skipped", "cancelled", "failed"]);

/** Reads how a campaign stands; null when the workspace has no such campaign. */
export async function campaignProgress(tx: TenantTx, publicId: string): Promise<Progress | null> {
  const id = parsePublicId("campaign", publicId);
  if (id === null) return null;
  const where = { workspaceId: tx.workspaceId, campaignId: id };
  const campaign = await tx.db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
    select: { state: true, stateReason: true, people: true, holdUntil: true, kind: true },
  });
  if (campaign === null) return null;
  const stats = await tx.db.messageStat.findMany({ where });
  const open = await tx.db.$queryRaw<{ handed: number }[]>`
    SELECT coalesce(sum(cardinality(message_ids)), 0)::int AS handed FROM dispatch_attempts
    WHERE workspace_id = ${tx.workspaceId}::uuid AND campaign_id = ${id}::uuid AND state = 'started'`;
  const counts = noCounts();
  let parts = 0;
  for (const stat of stats) {
    counts[stat.state] = stat.messages;
    if (!UNUSED.has(stat.state)) parts += stat.parts;
  }
  // While its answer is open a message's row still says pending; the attempt says that it was handed over.
  const handed = Math.min(open[0]?.handed ?? 0, counts.pending);
  counts.pending -= handed;
  counts.submitted += handed;
  return {
    state: campaign.state,
    stateReason: campaign.stateReason,
    people: campaign.people,
    counts,
    parts,
    holdUntil: campaign.holdUntil?.toISOString() ?? null,
    isAsking: campaign.state === "sending" && campaign.kind === "commercial" && (await isAskingOf(tx, id)),
  };
}

/** Whether the next people of a commercial campaign wait for what İYS says of them. */
async function isAskingOf({ workspaceId, db }: TenantTx, campaignId: string): Promise<boolean> {
  const rows = await db.$queryRawUnsafe<{ isCleared: boolean | null }[]>(
    `SELECT ${IS_CLEARED} AS "isCleared" FROM chunks c
     JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
     JOIN connections n ON n.workspace_id = c.workspace_id AND n.id = ${LEG_CONNECTION}
     WHERE c.workspace_id = $1::uuid AND c.campaign_id = $2::uuid AND c.state = 'open' AND ${LEG_IS_USED}
     ORDER BY c.no LIMIT 1`,
    workspaceId,
    campaignId,
  );
  return rows[0] !== undefined && rows[0].isCleared !== true;
}

/** The campaign behind a page, and the range its messages lie in once it is prepared; null when there is none. */
export async function campaignHead(
  tx: TenantTx,
  publicId: string,
): Promise<{ readonly head: CampaignHead; readonly range: MessageRange | null } | null> {
  const id = parsePublicId("campaign", publicId);
  if (id === null) return null;
  const row = await tx.db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
    include: {
      connection: { select: { remoteName: true, state: true } },
      secondConnection: { select: { remoteName: true } },
      secondSender: { select: { name: true } },
      sender: { select: { name: true } },
      retried: { select: { id: true, name: true } },
      retries: {
        select: { id: true, name: true, state: true, stats: { select: { state: true, messages: true } } },
        orderBy: { id: "asc" },
      },
    },
  });
  if (row === null) return null;
  const ids = [row.createdById, ...(row.startedById === null ? [] : [row.startedById])];
  const people = await tx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const nameOf = (userId: string | null) => people.find((person) => person.id === userId)?.name ?? null;
  return {
    head: {
      id,
      publicId: toPublicId("campaign", id),
      name: row.name,
      version: row.version,
      kind: row.kind,
      senderName: row.senderName ?? row.sender?.name ?? null,
      connectionName: row.connection?.remoteName ?? null,
      text: row.text,
      contentHash: row.contentHash === null ? null : Buffer.from(row.contentHash).toString("hex"),
      retryOf: row.retried === null ? null : linked(row.retried),
      retries: row.retries.map(linked),
      retried: row.retries.every(({ state }) => isFinalCampaign(state)) ? peopleTried(row.retries) : null,
      createdBy: nameOf(row.createdById),
      startedBy: nameOf(row.startedById),
      ownerIds: ids,
      ...{ startAt: row.startAt, startZone: row.startZone, spreadHours: row.spreadHours, perMinute: row.perMinute },
      ...{ atProvider: row.atProvider, isConnected: row.connection?.state === "active" },
      second:
        row.secondConnection === null
          ? null
          : {
              connectionName: row.secondConnection.remoteName,
              senderName: row.secondSenderName ?? row.secondSender?.name ?? "",
              ...{ since: row.firstGivenUpAt, code: row.firstGivenUpCode },
              moved: await movedOver(tx, id),
            },
      ...{ createdAt: row.createdAt, holdUntil: row.holdUntil, preparedAt: row.preparedAt },
      ...{ sentAt: row.sentAt, finishedAt: row.finishedAt },
    },
    range:
      row.firstId === null || row.lastId === null ? null : { campaignId: id, firstId: row.firstId, lastId: row.lastId },
  };
}

/** How many people of a campaign went over to its second connection. */
async function movedOver({ workspaceId, db }: TenantTx, campaignId: string): Promise<number> {
  const { _sum } = await db.chunk.aggregate({ where: { workspaceId, campaignId }, _sum: { moved: true } });
  return _sum.moved ?? 0;
}

/** People whom these campaigns came to before they ended. */
function peopleTried(
  tries: readonly { readonly stats: readonly { state: MessageState; messages: number }[] }[],
): number {
  const came = tries.flatMap(({ stats }) => stats).filter(({ state }) => state !== "cancelled");
  return came.reduce((sum, { messages }) => sum + messages, 0);
}

function linked({ id, name }: { readonly id: string; readonly name: string }): LinkedCampaign {
  return { id: toPublicId("campaign", id), name };
}

/** What the provider or the worker said when the campaign last stopped by itself: a code, never a text; null when it never did. */
export async function blockCode({ db, workspaceId }: TenantTx, publicId: string): Promise<string | null> {
  const row = await db.auditEvent.findFirst({
    where: { workspaceId, subject: publicId, action: "campaign.block" },
    orderBy: { id: "desc" },
    select: { detail: true },
  });
  return BlockDetail.safeParse(row?.detail).data?.code ?? null;
}

/** The history entries of a campaign, oldest first. */
export async function campaignHistory(
  tx: TenantTx,
  publicId: string,
): Promise<{ id: string; action: string; actor: string | null; at: Date }[]> {
  const rows = await tx.db.auditEvent.findMany({
    where: { workspaceId: tx.workspaceId, subject: publicId },
    orderBy: { id: "asc" },
    take: 100,
  });
  const actorIds = rows.flatMap((row) => (row.actorId === null ? [] : [row.actorId]));
  const people = await tx.db.user.findMany({ where: { id: { in: actorIds } }, select: { id: true, name: true } });
  return rows.map((row) => ({
    id: row.id,
    action: row.action,
    actor: people.find((person) => person.id === row.actorId)?.name ?? null,
    at: row.createdAt,
  }));
}
