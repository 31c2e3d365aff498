import type { Secret } from "#lib/infra/crypto/secret";
import { fingerprint } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Puts a connection back to use whose refused key is accepted again, for instance because somebody turned the switch in
 * the provider's panel back on. Its campaigns stay paused until a person resumes them.
 *
 * @param accepted The key that was accepted; where another one is kept meanwhile, nothing changes.
 * @returns whether anything changed.
 */
export async function reviveConnection(tx: TenantTx, connectionId: string, accepted: Secret): Promise<boolean> {
  const { count } = await tx.db.connection.updateMany({
    where: {
      workspaceId: tx.workspaceId,
      id: connectionId,
      state: "needs_reconnect",
      keyFingerprint: fingerprint(accepted.reveal()),
    },
    data: { state: "active", stateReason: null },
  });
  return count === 1;
}
