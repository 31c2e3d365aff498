import type { TenantTx } from "#lib/infra/db/tenant";

/** A sender that a person typed counts as approved once the provider took a message under it. */
export async function verifySender({ workspaceId, db }: TenantTx, connectionId: string, name: string): Promise<void> {
  await db.sender.updateMany({
    where: { workspaceId, connectionId, name, status: "unverified" },
    data: { status: "approved" },
  });
}

/** The same for the sender of a campaign, of which some message must have been taken. */
export async function verifySenderOf({ workspaceId, db }: TenantTx, campaignId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE senders s SET status = 'approved'
    FROM campaigns c WHERE c.workspace_id = ${workspaceId}::uuid AND c.id = ${campaignId}::uuid
      AND s.workspace_id = c.workspace_id AND s.id = c.sender_id AND s.status = 'unverified'
      AND EXISTS (SELECT FROM message_stats m WHERE m.workspace_id = c.workspace_id AND m.campaign_id = c.id
        AND m.state IN ('accepted', 'delivered', 'undelivered', 'expired') AND m.messages > 0)`;
}
