import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { PauseReason } from "#lib/domain/campaigns/model";
import type { CampaignInput } from "#lib/domain/campaigns/schema";
import { statusOf } from "#lib/domain/campaigns/status";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/**
 * Whether what stopped the campaign is over, as far as we can see without asking the provider.
 *
 * Quota is asked of the provider by the next call itself: without quota it refuses, costs nothing and pauses again. A
 * connection has to be active and allowed to send for every reason.
 */
async function isCleared(tx: TenantTx, reason: PauseReason, connectionId: string | null): Promise<boolean> {
  const { workspaceId } = tx;
  const workspace = await tx.db.workspace.findUnique({
    where: { id: workspaceId },
    select: { haltedAt: true, suspendedAt: true },
  });
  if (workspace === null || workspace.haltedAt !== null || workspace.suspendedAt !== null) return false;
  const connection =
    connectionId === null
      ? null
      : await tx.db.connection.findUnique({
          where: { workspaceId_id: { workspaceId, id: connectionId } },
          select: { state: true, scopes: true },
        });
  if (connection === null || connection.state !== "active") return false;
  if (!connection.scopes.includes("messages:send")) return false;
  // These end by themselves, when the hours or the day are over.
  return reason !== "anomaly" && reason !== "quiet_hours" && reason !== "cap";
}

/**
 * Goes on with a paused campaign where it stopped. Suppression and consent of everybody left are looked at again before
 * each call, so whoever opted out meanwhile is left out.
 *
 * @throws DomainError `campaign.pause_remains`, `campaign.wrong_state`, `campaign.not_found`.
 */
export async function resumeCampaign(tx: TenantTx, input: z.output<typeof CampaignInput>): Promise<Audited<null>> {
  const row = await findCampaign(tx, input.campaignId);
  const status = statusOf(row);
  const reasonCleared = status.state === "paused" && (await isCleared(tx, status.reason, row.connectionId));
  await moveCampaign(tx, row, { type: "resume" }, { mayControl: true, reasonCleared });
  await enqueue(tx.db, "workspace.wake", { workspaceId: tx.workspaceId });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: { after: row.stateReason } } };
}
