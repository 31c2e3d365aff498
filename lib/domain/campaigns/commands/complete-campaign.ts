import type { Audited } from "#lib/domain/audit/model";
import { databaseNow, holdCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Ends a campaign whose chunks are all settled. The outcome is partial while any message is unknown; it is counted when it
 * is shown, because a late answer may still change it.
 *
 * @throws DomainError `campaign.messages_open`, `campaign.wrong_state`.
 */
export async function completeCampaign(tx: TenantTx, campaignId: string): Promise<Audited<null>> {
  const { workspaceId } = tx;
  const row = await holdCampaign(tx, campaignId);
  const open = await tx.db.chunk.findFirst({
    where: { workspaceId, campaignId, state: { not: "settled" } },
    select: { id: true },
  });
  const unknown = await tx.db.messageStat.findUnique({
    where: { workspaceId_campaignId_state: { workspaceId, campaignId, state: "unknown" } },
  });
  const unknownLeft = (unknown?.messages ?? 0) > 0;
  const finishedAt = await databaseNow(tx);
  await moveCampaign(tx, row, { type: "settle" }, { allFinal: open === null, unknownLeft }, { finishedAt });
  const detail = { outcome: unknownLeft ? "partial" : "full" };
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail } };
}
