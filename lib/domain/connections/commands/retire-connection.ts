import { pauseCampaignsOf } from "#lib/domain/connections/commands/pause-campaigns";
import { retireSealedKey } from "#lib/domain/connections/commands/retire-key";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";

/** What ending a connection did. */
export interface RetiredConnection {
  readonly pausedCampaigns: number;
  /** False when there was no key left that could be revoked. */
  readonly isRevoking: boolean;
}

/**
 * Ends a connection in the caller's transaction: no key stays in it, the key is on its way to be revoked, its campaigns
 * stand still, and none of its senders is the default any more. History stays.
 *
 * @returns null when it was not there or had ended already.
 */
export async function retireConnection(tx: TenantTx, connectionId: string): Promise<RetiredConnection | null> {
  const where = { workspaceId: tx.workspaceId, id: connectionId };
  const rows = await tx.db.$queryRaw<{ key_sealed: Uint8Array | null; provider: string }[]>`
    SELECT key_sealed, provider FROM connections
    WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${connectionId}::uuid AND state <> 'disconnected'
    FOR UPDATE`;
  const row = rows[0];
  if (row === undefined) return null;
  await tx.db.connection.updateMany({
    where,
    data: {
      state: "disconnected",
      stateReason: null,
      keySealed: null,
      keyId: null,
      keyFingerprint: null,
      keyHint: null,
      disconnectedAt: new Date(),
    },
  });
  // A pasted key cannot be revoked from here: its copy is gone, and the person deletes it in the provider's panel.
  const isPasted = providerOf(row.provider).capabilities.connect === "key";
  const isRevoking = !isPasted && (await retireSealedKey(tx, connectionId, row.key_sealed));
  await tx.db.sender.updateMany({
    where: { workspaceId: tx.workspaceId, connectionId, isDefault: true },
    data: { isDefault: false },
  });
  return { pausedCampaigns: await pauseCampaignsOf(tx, connectionId, "connection"), isRevoking };
}
