import { pauseCampaignsOf } from "#lib/domain/connections/commands/pause-campaigns";
import type { OAuthScope, ReconnectReason } from "#lib/domain/connections/model";
import type { Secret } from "#lib/infra/crypto/secret";
import { fingerprint } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Takes a connection out of use because the provider refused its key, and stops its campaigns.
 *
 * @param refused The key that was refused. Where a newer one has taken its place meanwhile, nothing changes: the late
 * answer is about a key that is gone.
 * @returns whether anything changed.
 */
export async function markNeedsReconnect(
  tx: TenantTx,
  connectionId: string,
  reason: ReconnectReason,
  refused?: Secret,
): Promise<boolean> {
  const { count } = await tx.db.connection.updateMany({
    where: {
      workspaceId: tx.workspaceId,
      id: connectionId,
      state: "active",
      ...(refused === undefined ? {} : { keyFingerprint: fingerprint(refused.reveal()) }),
    },
    data: { state: "needs_reconnect", stateReason: reason },
  });
  if (count === 0) return false;
  await pauseCampaignsOf(tx, connectionId, "connection");
  return true;
}

/**
 * Takes a permission off a connection that the provider says its key does not have. Without the one for sending, its
 * campaigns stop.
 *
 * @returns whether anything changed.
 */
export async function markScopeMissing(
  tx: TenantTx,
  connectionId: string,
  scope: OAuthScope,
  refused: Secret,
): Promise<boolean> {
  const changed = await tx.db.$executeRaw`
    UPDATE connections SET scopes = array_remove(scopes, ${scope})
    WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${connectionId}::uuid AND state = 'active'
      AND key_fingerprint = ${fingerprint(refused.reveal())} AND ${scope} = ANY (scopes)`;
  if (changed === 0) return false;
  if (scope === "messages:send") await pauseCampaignsOf(tx, connectionId, "scope");
  return true;
}
