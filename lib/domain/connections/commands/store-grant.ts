import { retireSealedKey } from "#lib/domain/connections/commands/retire-key";
import { sealedKey } from "#lib/domain/connections/key-queries";
import type { Secret } from "#lib/infra/crypto/secret";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** A fresh key with what is known of the account it belongs to. */
export interface FreshGrant {
  readonly key: Secret;
  readonly scopes: readonly string[];
  readonly remoteId: string;
  readonly remoteName: string;
  readonly userId: string;
}

/** A connection as far as connecting must know it. */
export interface KnownConnection {
  readonly id: string;
  readonly state: "active" | "needs_reconnect" | "disconnected";
  readonly remoteId: string;
  readonly connectedAt: Date;
}

interface Row {
  id: string;
  state: KnownConnection["state"];
  remote_id: string;
  connected_at: Date;
}

/**
 * Lets one connect at a time finish in a workspace, and answers what is there, newest first.
 *
 * Two people who connect at once would otherwise both find nothing. The unique index on live accounts stands behind it.
 */
export async function holdConnections(tx: TenantTx): Promise<KnownConnection[]> {
  await tx.db.$executeRaw`SELECT 1 FROM workspaces WHERE id = ${tx.workspaceId}::uuid FOR NO KEY UPDATE`;
  const rows = await tx.db.$queryRaw<Row[]>`
    SELECT id, state, remote_id, connected_at FROM connections
    WHERE workspace_id = ${tx.workspaceId}::uuid AND provider = 'iletiniz'
    ORDER BY connected_at DESC, id DESC FOR UPDATE`;
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    remoteId: row.remote_id,
    connectedAt: row.connected_at,
  }));
}

/** Who came first is judged by the database's clock alone. */
async function stampConnected(tx: TenantTx, id: string): Promise<void> {
  await tx.db.$executeRaw`
    UPDATE connections SET connected_at = now() WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${id}::uuid`;
}

/** Seals a fresh key into a new connection. */
export async function insertConnection(tx: TenantTx, grant: FreshGrant): Promise<string> {
  const id = newId();
  await tx.db.connection.create({
    data: {
      workspaceId: tx.workspaceId,
      id,
      provider: "iletiniz",
      remoteId: grant.remoteId,
      remoteName: grant.remoteName,
      scopes: [...grant.scopes],
      connectedById: grant.userId,
      ...(await sealedKey(tx, id, grant.key)),
    },
  });
  await stampConnected(tx, id);
  return id;
}

/**
 * Puts a fresh key into a connection of the same account: drafts, campaigns and senders stay with it. A key that was
 * there goes to be revoked.
 */
export async function renewConnection(tx: TenantTx, id: string, grant: FreshGrant): Promise<string> {
  const before = await tx.db.connection.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
    select: { keySealed: true },
  });
  await retireSealedKey(tx, id, before.keySealed);
  await tx.db.connection.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
    data: {
      state: "active",
      stateReason: null,
      remoteName: grant.remoteName,
      scopes: [...grant.scopes],
      connectedById: grant.userId,
      disconnectedAt: null,
      lastError: null,
      lastErrorAt: null,
      notBefore: null,
      ...(await sealedKey(tx, id, grant.key)),
    },
  });
  await stampConnected(tx, id);
  return id;
}
