import { type CampaignEffect, mustMove } from "#lib/domain/campaigns/lifecycle";
import type { CampaignEvent, CampaignFacts, CampaignState, CampaignStatus } from "#lib/domain/campaigns/model";
import { progressTopic } from "#lib/domain/campaigns/report";
import { rowOf, statusOf } from "#lib/domain/campaigns/status";
import { DomainError } from "#lib/domain/errors";
import { TELL } from "#lib/infra/db/ear";
import type { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";

type CampaignRow = Awaited<ReturnType<typeof findCampaign>>;

/** Reads a campaign of the workspace. @throws DomainError `campaign.not_found`. */
export async function findCampaign(tx: TenantTx, id: string) {
  const row = await tx.db.campaign.findUnique({ where: { workspaceId_id: { workspaceId: tx.workspaceId, id } } });
  if (row === null) throw new DomainError("campaign.not_found");
  return row;
}

/** The same, held until the transaction ends: what is read of its chunks and messages after this stays true for its next move. */
export async function holdCampaign(tx: TenantTx, id: string) {
  await tx.db.$executeRaw`
    SELECT FROM campaigns WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`;
  return findCampaign(tx, id);
}

/** The database's present, by which every window and lease is measured. */
export async function databaseNow(tx: TenantTx): Promise<Date> {
  const rows = await tx.db.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  const now = rows[0]?.now;
  if (now === undefined) throw new Error("the database told no time");
  return now;
}

/** How a campaign moved. */
export interface Move {
  readonly from: CampaignState;
  readonly status: CampaignStatus;
  readonly effects: readonly CampaignEffect[];
}

/**
 * Moves a campaign by one event, if it is still as it was read: of two that move it at once, one is refused.
 *
 * @param change Columns beside the state.
 * @param guard What else must still be as it was read, such as the content hash.
 * @throws DomainError with the lifecycle's refusal, or `campaign.wrong_state` when someone was faster.
 */
export async function moveCampaign(
  tx: TenantTx,
  row: CampaignRow,
  event: CampaignEvent,
  facts: CampaignFacts,
  change: Prisma.CampaignUncheckedUpdateManyInput = {},
  guard: Prisma.CampaignWhereInput = {},
): Promise<Move> {
  const { status, effects } = mustMove(statusOf(row), event, facts);
  const { count } = await tx.db.campaign.updateMany({
    where: {
      ...guard,
      workspaceId: tx.workspaceId,
      id: row.id,
      state: row.state,
      stateReason: row.stateReason,
      version: row.version,
    },
    data: { ...rowOf(status), updatedAt: await databaseNow(tx), ...change },
  });
  if (count !== 1) throw new DomainError("campaign.wrong_state", { state: row.state, event: event.type });
  await tx.db.$executeRawUnsafe(TELL, progressTopic(tx.workspaceId, row.id));
  return { from: row.state, status, effects };
}
