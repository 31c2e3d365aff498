import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Writes the second connection beside everybody who goes out once more, by a person's decision, in a chunk that moved there.
 * They are pending by then and in no rollup, so nothing is booked.
 */
export async function followLeg({ db, workspaceId }: TenantTx, campaignId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE messages m SET connection_id = k.second_connection_id, sender = coalesce(k.second_sender_name, m.sender)
    FROM chunks c JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
    WHERE c.workspace_id = ${workspaceId}::uuid AND c.campaign_id = ${campaignId}::uuid AND c.state = 'open' AND c.leg = 2
      AND m.workspace_id = ${workspaceId}::uuid AND m.id >= c.first_id AND m.id <= c.last_id
      AND m.campaign_id IS NOT DISTINCT FROM c.campaign_id AND m.state = 'pending' AND m.connection_id <> k.second_connection_id`;
}
