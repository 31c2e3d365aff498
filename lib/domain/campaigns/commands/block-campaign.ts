import type { Audited } from "#lib/domain/audit/model";
import { mayGiveUpFirst } from "#lib/domain/campaigns/commands/give-up-first";
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

/** A running campaign, and whether it can go on with its second connection. */
export interface RunningCampaign {
  readonly campaignId: string;
  readonly hasSecond: boolean;
}

/**
 * The running campaigns of a connection, which all stop when it does or go on with their second one; in one order, for those
 * who stop them at once. A campaign whose people moved to it is one of them.
 */
export async function runningOf(tx: TenantTx, connectionId: string): Promise<RunningCampaign[]> {
  const { workspaceId } = tx;
  const rows = await tx.db.campaign.findMany({
    where: {
      ...{ workspaceId, state: { in: ["preparing", "sending"] } },
      OR: [
        { connectionId, firstGivenUpAt: null },
        { secondConnectionId: connectionId, firstGivenUpAt: { not: null } },
        { secondConnectionId: connectionId, chunks: { some: { workspaceId, state: "open", leg: 2 } } },
      ],
    },
    orderBy: { id: "asc" },
  });
  const running: RunningCampaign[] = [];
  for (const row of rows) {
    const isFirst = row.connectionId === connectionId;
    running.push({ campaignId: row.id, hasSecond: isFirst && (await mayGiveUpFirst(tx, row)) });
  }
  return running;
}

/** The campaigns of the workspace that are being sent. */
export async function sendingNow({ workspaceId, db }: TenantTx): Promise<string[]> {
  const rows = await db.campaign.findMany({ where: { workspaceId, state: "sending" }, select: { id: true } });
  return rows.map((row) => row.id);
}
