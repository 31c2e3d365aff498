import type { Audited } from "#lib/domain/audit/model";
import { findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { isRunningState, type PauseReason } from "#lib/domain/campaigns/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Why a campaign stops by itself; `code` is what the provider or the worker said, never a text. */
export interface BlockInput {
  readonly campaignId: string;
  readonly reason: Exclude<PauseReason, "user">;
  readonly code: string;
}

/**
 * Stops a campaign by itself; everybody not sent to stays pending.
 *
 * @throws DomainError `campaign.wrong_state` when it no longer runs.
 */
export async function blockCampaign(tx: TenantTx, input: BlockInput): Promise<Audited<null>> {
  const row = await findCampaign(tx, input.campaignId);
  if (!isRunningState(row.state)) throw new DomainError("campaign.wrong_state", { state: row.state });
  await moveCampaign(tx, row, { type: "block", reason: input.reason }, {});
  const detail = { reason: input.reason, code: input.code };
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail } };
}

/** The running campaigns of a connection, which all stop when it does; in one order, for those who stop them at once. */
export async function runningOf(tx: TenantTx, connectionId: string): Promise<string[]> {
  const rows = await tx.db.campaign.findMany({
    where: { workspaceId: tx.workspaceId, connectionId, state: { in: ["preparing", "sending"] } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => row.id);
}

/** The campaigns of the workspace that are being sent. */
export async function sendingNow({ workspaceId, db }: TenantTx): Promise<string[]> {
  const rows = await db.campaign.findMany({ where: { workspaceId, state: "sending" }, select: { id: true } });
  return rows.map((row) => row.id);
}
