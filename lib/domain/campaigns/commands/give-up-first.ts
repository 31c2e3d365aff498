import type { Audited } from "#lib/domain/audit/model";
import { databaseNow, findCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Whether a campaign has a second connection that can be used and its first is still asked. */
export async function mayGiveUpFirst(
  { db, workspaceId }: TenantTx,
  campaign: { readonly secondConnectionId: string | null; readonly firstGivenUpAt: Date | null },
): Promise<boolean> {
  if (campaign.secondConnectionId === null || campaign.firstGivenUpAt !== null) return false;
  const second = await db.connection.findUnique({
    where: { workspaceId_id: { workspaceId, id: campaign.secondConnectionId } },
    select: { state: true, scopes: true },
  });
  return second?.state === "active" && second.scopes.includes("messages:send");
}

/**
 * Asks the first connection of a campaign no more: everybody not sent to goes out on the second, once no call of theirs is
 * open. Nobody whose answer was lost is among them.
 *
 * @param code What the provider or the worker said, never a text.
 * @throws DomainError `campaign.wrong_state` when it has no second connection that can be used, or no longer runs.
 */
export async function giveUpFirst(
  tx: TenantTx,
  { campaignId, code }: { readonly campaignId: string; readonly code: string },
): Promise<Audited<null>> {
  const row = await findCampaign(tx, campaignId);
  const refused = new DomainError("campaign.wrong_state", { state: row.state });
  if (!(await mayGiveUpFirst(tx, row))) throw refused;
  const { count } = await tx.db.campaign.updateMany({
    where: { workspaceId: tx.workspaceId, id: row.id, state: { in: ["preparing", "sending"] }, firstGivenUpAt: null },
    data: { firstGivenUpAt: await databaseNow(tx), firstGivenUpCode: code },
  });
  if (count !== 1) throw refused;
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: { code } } };
}
