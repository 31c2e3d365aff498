import type { Audited } from "#lib/domain/audit/model";
import { sealedKey } from "#lib/domain/connections/key-queries";
import { OAUTH_SCOPES } from "#lib/domain/connections/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { Secret } from "#lib/infra/crypto/secret";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** A key that a person pasted and the provider accepted. */
export interface PastedKey {
  readonly provider: string;
  readonly key: Secret;
  /** Its last characters, or null where the key is too short for that. */
  readonly hint: string | null;
  readonly remoteId: string;
  /** What the person calls it; null where nothing was typed. */
  readonly name: string | null;
  /** What it is called otherwise. */
  readonly usualName: string;
  readonly userId: string;
  /** The connection whose key it replaces; null for a connection of its own. */
  readonly replaces: string | null;
}

/** What a pasted key became. */
export interface StoredKey {
  readonly connectionId: string;
  readonly isNew: boolean;
}

interface Row {
  id: string;
  state: string;
  remote_id: string;
}

/**
 * The row a key belongs into: the one it replaces, else the live or latest one of the same account.
 *
 * @throws DomainError `connection.not_found` when there is none to replace.
 */
async function placeOf(tx: TenantTx, pasted: PastedKey): Promise<string | null> {
  await tx.db.$executeRaw`SELECT 1 FROM workspaces WHERE id = ${tx.workspaceId}::uuid FOR NO KEY UPDATE`;
  const rows = await tx.db.$queryRaw<Row[]>`
    SELECT id, state::text AS state, remote_id FROM connections
    WHERE workspace_id = ${tx.workspaceId}::uuid AND provider = ${pasted.provider}
    ORDER BY state = 'disconnected', connected_at DESC, id DESC FOR UPDATE`;
  if (pasted.replaces === null) return rows.find(({ remote_id }) => remote_id === pasted.remoteId)?.id ?? null;
  const replaced = rows.find(({ id, state }) => id === pasted.replaces && state !== "disconnected");
  if (replaced === undefined) throw new DomainError("connection.not_found");
  // Another live connection has this account already; two rows would send over the same balance unaware of each other.
  const rival = rows.find((row) => row.remote_id === pasted.remoteId && row.id !== replaced.id);
  if (rival !== undefined && rival.state !== "disconnected") throw new DomainError("connection.account_connected");
  return replaced.id;
}

/**
 * Seals a key that passed its live check: into a new connection, or in place of the key of one that is there. There is
 * nothing to revoke: the provider knows no such call, so the person is told where to delete the old key.
 *
 * @throws DomainError `connection.not_found` when there is none to replace; `connection.account_connected` when its account stands
 * at another connection.
 */
export async function storeKey(tx: TenantTx, pasted: PastedKey): Promise<Audited<StoredKey>> {
  const place = await placeOf(tx, pasted);
  const id = place ?? newId();
  const sealed = await sealedKey(tx, id, pasted.key);
  const { remoteId, hint } = pasted;
  const remoteName = pasted.name ?? pasted.usualName;
  const common = {
    ...{ remoteId, keyHint: hint, connectedById: pasted.userId, connectedAt: new Date() },
    // A pasted key has no permissions to grant one by one: it can do what the account can.
    scopes: [...OAUTH_SCOPES],
    ...sealed,
  };
  if (place === null) {
    await tx.db.connection.create({
      data: { workspaceId: tx.workspaceId, id, provider: pasted.provider, remoteName, ...common },
    });
  } else {
    // The same account once more, from the tile: its name is not what the person came to change.
    const isNamed = pasted.name !== null || pasted.replaces !== null;
    const fresh = { state: "active", stateReason: null, disconnectedAt: null, notBefore: null } as const;
    await tx.db.connection.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
      data: { ...common, ...fresh, ...(isNamed && { remoteName }), lastError: null, lastErrorAt: null },
    });
  }
  return {
    result: { connectionId: id, isNew: place === null },
    audit: {
      subject: toPublicId("connection", id),
      detail: {
        ...{ outcome: place === null ? "connected" : "reconnected", provider: pasted.provider, remote: remoteName },
        ...{ scopes: [], extra: [], key: sealed.keyFingerprint },
      },
    },
  };
}
