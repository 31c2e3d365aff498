import type { Audited } from "#lib/domain/audit/model";
import { databaseNow, holdCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Moves a campaign whose last chunk was handed over to waiting for reports.
 *
 * @throws DomainError `campaign.messages_open` while a chunk is open, `campaign.wrong_state` when someone was faster.
 */
export async function handOver(tx: TenantTx, campaignId: string): Promise<Audited<null>> {
  const row = await holdCampaign(tx, campaignId);
  const open = await tx.db.chunk.findFirst({
    where: { workspaceId: tx.workspaceId, campaignId, state: "open" },
    select: { id: true },
  });
  const sentAt = await databaseNow(tx);
  await moveCampaign(tx, row, { type: "hand_over" }, { allHandedOver: open === null }, { sentAt });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: { people: row.people } } };
}
