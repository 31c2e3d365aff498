import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { holdGround } from "#lib/domain/campaigns/commands/go-on";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { usedConnection } from "#lib/domain/campaigns/failover";
import { type PauseReason, passingReasons } from "#lib/domain/campaigns/model";
import type { CampaignInput } from "#lib/domain/campaigns/schema";
import { fitsSenderCap, mayStillSend } from "#lib/domain/campaigns/sender-queries";
import { statusOf } from "#lib/domain/campaigns/status";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { isProviderOff } from "#lib/domain/instance/provider-queries";
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
  const connection =
    connectionId === null
      ? null
      : await tx.db.connection.findUnique({
          where: { workspaceId_id: { workspaceId, id: connectionId } },
          select: { state: true, scopes: true, provider: true },
        });
  if (connection === null || connection.state !== "active") return false;
  if (!connection.scopes.includes("messages:send")) return false;
  if (await isProviderOff(tx, connection.provider)) return false;
  return reason !== "anomaly" && !passingReasons.includes(reason);
}

/**
 * Who answers for the campaign from here on: whoever sent it, or, when that person may not send any more, the one who lets
 * it go on and may send. Null when neither may, or it does not fit into the cap.
 */
async function answerable(
  tx: TenantTx,
  { startedById, people }: { readonly startedById: string | null; readonly people: number },
): Promise<string | null> {
  const { actorId } = tx;
  if (await mayStillSend(tx, startedById)) return startedById;
  if (actorId === null || !(await mayStillSend(tx, actorId))) return null;
  return (await fitsSenderCap(tx, actorId, people, await databaseNow(tx))) ? actorId : null;
}

/** Whoever lets a campaign go on that was held for its numbers must be one who may approve. */
interface Approver {
  may(permission: "campaigns:approve"): boolean;
}

/**
 * Goes on with a paused campaign where it stopped. Suppression and consent of everybody left are looked at again before
 * each call, so whoever opted out meanwhile is left out.
 *
 * @throws DomainError `campaign.may_not_approve` for one held because of its numbers, `campaign.pause_remains`, `campaign.wrong_state`, `campaign.not_found`.
 */
export async function resumeCampaign(
  tx: TenantTx,
  input: z.output<typeof CampaignInput>,
  by: Approver = { may: () => false },
): Promise<Audited<null>> {
  const row = await findCampaign(tx, input.campaignId);
  const status = statusOf(row);
  const stopped = await holdGround(tx, row);
  const startedById = await answerable(tx, row);
  const isUnusual = status.state === "paused" && status.reason === "unusual_numbers";
  if (isUnusual && !by.may("campaigns:approve")) throw new DomainError("campaign.may_not_approve");
  const isOver =
    stopped === null && status.state === "paused" && (await isCleared(tx, status.reason, usedConnection(row)));
  const facts = { mayControl: true, reasonCleared: isOver && startedById !== null };
  await moveCampaign(tx, row, { type: "resume" }, facts, {
    startedById,
    ...(isUnusual && { numbersCheckedById: tx.actorId }),
  });
  await enqueue(tx.db, "workspace.wake", { workspaceId: tx.workspaceId });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: { after: row.stateReason } } };
}
