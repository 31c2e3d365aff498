import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { databaseNow, findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { CampaignInput } from "#lib/domain/campaigns/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/** Nobody but the provider can cancel orders that it has, and it is asked with the key of the connection they went over. */
async function requireReach({ workspaceId, db }: TenantTx, connectionId: string | null): Promise<void> {
  const isInUse =
    connectionId !== null &&
    (await db.connection.count({ where: { workspaceId, id: connectionId, state: "active" } })) > 0;
  if (!isInUse) throw new DomainError("campaign.orders_out_of_reach");
}

/**
 * Cancels what has not been sent. No call begins after this is committed; the worker then marks the rest as cancelled,
 * chunk by chunk, each only when no call of it is open. Orders that wait at the provider for their time are cancelled there.
 *
 * @throws DomainError `campaign.already_started`, `campaign.wrong_state`, `campaign.not_found`; `campaign.orders_out_of_reach`
 * where all that is left lies at a provider whose connection is not in use.
 */
export async function cancelCampaign(tx: TenantTx, input: z.output<typeof CampaignInput>): Promise<Audited<null>> {
  const row = await findCampaign(tx, input.campaignId);
  const finishedAt = await databaseNow(tx);
  const waitsAtProvider = row.atProvider && row.startAt !== null && row.startAt > finishedAt;
  if (waitsAtProvider && row.state === "settling") await requireReach(tx, row.connectionId);
  const facts = { mayControl: true, waitsAtProvider };
  const { from } = await moveCampaign(tx, row, { type: "cancel" }, facts, { finishedAt });
  await enqueue(tx.db, "workspace.wake", { workspaceId: tx.workspaceId });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: { from } } };
}
