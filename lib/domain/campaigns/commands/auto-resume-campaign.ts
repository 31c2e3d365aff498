import type { Audited } from "#lib/domain/audit/model";
import { blockCampaign } from "#lib/domain/campaigns/commands/block-campaign";
import { holdGround } from "#lib/domain/campaigns/commands/go-on";
import { findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { usedConnection } from "#lib/domain/campaigns/failover";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Goes on with a campaign whose quiet hours or whose full day are over, or that waited for quota by choice. Where its connection was lost meanwhile it waits
 * for that instead.
 *
 * @throws DomainError `campaign.wrong_state` when it is not paused any more, `workspace.halted`, `workspace.suspended`.
 */
export async function autoResumeCampaign(tx: TenantTx, campaignId: string): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const row = await findCampaign(tx, campaignId);
  const stopped = await holdGround(tx, row);
  if (stopped !== null) throw new DomainError(stopped);
  await moveCampaign(tx, row, { type: "auto_resume" }, { reasonCleared: true, autoResumeChosen: row.waitsForQuota });
  const connectionId = usedConnection(row);
  const connection =
    connectionId === null
      ? null
      : await db.connection.findUnique({
          where: { workspaceId_id: { workspaceId, id: connectionId } },
          select: { state: true },
        });
  if (connection?.state !== "active") await blockCampaign(tx, { campaignId, reason: "connection", code: "not_active" });
  return { result: null, audit: { subject: toPublicId("campaign", campaignId), detail: { after: row.stateReason } } };
}
