import { type CampaignRow, noCounts } from "#lib/domain/campaigns/report";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { type CampaignState, campaignStates, isEditable, isFinalCampaign, isUnderReview } from "./model.ts";
import type { CampaignTab } from "./schema.ts";

/** A page of campaigns, newest first, and where its neighbours begin; null at an end. */
export interface CampaignPage {
  readonly rows: readonly CampaignRow[];
  readonly previous: PublicId<"campaign"> | null;
  readonly next: PublicId<"campaign"> | null;
}

/** The rows after (older than) or before (newer than) a campaign, as a plain UUID; the newest without either. */
export interface CampaignPlace {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

const inTab: Record<CampaignTab, (state: CampaignState) => boolean> = {
  all: () => true,
  drafts: isEditable,
  approval: isUnderReview,
  scheduled: (state) => state === "scheduled",
  running: (state) => state !== "scheduled" && !isEditable(state) && !isUnderReview(state) && !isFinalCampaign(state),
  done: isFinalCampaign,
};

const PAGE_ROWS = 25;

/** Reads a page of campaigns in the order they were made, newest first. */
export async function listCampaigns(
  tx: TenantTx,
  tab: CampaignTab,
  { after, before }: CampaignPlace = {},
  limit: number = PAGE_ROWS,
): Promise<CampaignPage> {
  const { workspaceId } = tx;
  const found = await tx.db.campaign.findMany({
    where: {
      workspaceId,
      ...(tab !== "all" && { state: { in: campaignStates.filter(inTab[tab]) } }),
      ...(before !== undefined ? { id: { gt: before } } : after !== undefined && { id: { lt: after } }),
    },
    include: { sender: { select: { name: true } }, import: { select: { kept: true } }, stats: true },
    orderBy: { id: before === undefined ? "desc" : "asc" },
    take: limit + 1,
  });
  const hasMore = found.length > limit;
  const shown = found.slice(0, limit);
  if (before !== undefined) shown.reverse();
  const owners = await tx.db.user.findMany({
    where: { id: { in: [...new Set(shown.map((row) => row.createdById))] } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(owners.map((owner) => [owner.id, owner.name]));
  const rows = shown.map((row): CampaignRow => {
    const counts = noCounts();
    for (const stat of row.stats) counts[stat.state] = stat.messages;
    return {
      id: toPublicId("campaign", row.id),
      name: row.name,
      state: row.state,
      stateReason: row.stateReason,
      kind: row.kind,
      sender: row.senderName ?? row.sender?.name ?? null,
      people: isEditable(row.state) ? (row.import?.kept ?? 0) : row.people,
      counts,
      owner: nameOf.get(row.createdById) ?? "",
      at: row.finishedAt ?? row.sentAt ?? row.preparedAt ?? startOfScheduled(row) ?? row.updatedAt,
    };
  });
  const [hasNewer, hasOlder] = before === undefined ? [after !== undefined, hasMore] : [hasMore, true];
  return {
    rows,
    previous: hasNewer ? (rows[0]?.id ?? null) : null,
    next: hasOlder ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** What is scheduled is listed with the time it starts at. */
function startOfScheduled(row: { readonly state: CampaignState; readonly startAt: Date | null }): Date | null {
  return row.state === "scheduled" ? row.startAt : null;
}

/** Whether the workspace has made any campaign. */
export async function hasCampaigns(tx: TenantTx): Promise<boolean> {
  const first = await tx.db.campaign.findFirst({ where: { workspaceId: tx.workspaceId }, select: { id: true } });
  return first !== null;
}
