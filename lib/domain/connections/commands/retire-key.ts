import { unsealKeyIn } from "#lib/domain/connections/key-queries";
import { DomainError } from "#lib/domain/errors";
import { systemClock } from "#lib/infra/clock";
import type { Secret } from "#lib/infra/crypto/secret";
import { sealIn } from "#lib/infra/crypto/vault";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

/** A revocation that cannot reach the provider is given up after this long. */
const GIVE_UP_HOURS = 72;

/** A key on its way out. */
export interface LeavingKey {
  readonly connectionId: string | null;
  readonly key: Secret;
  /** Known beforehand where something else must find the row. */
  readonly revocationId?: string;
  /** Waits this long first; a key that waits for a person's yes. */
  readonly waitMs?: number;
}

/**
 * Hands a key over to be revoked: sealed under a purpose that no sending path can open, with its job in the same
 * transaction.
 *
 * @returns id of the revocation.
 */
export async function retireKey(tx: TenantTx, leaving: LeavingKey): Promise<string> {
  const id = leaving.revocationId ?? newId();
  const sealed = await sealIn(tx, { purpose: "revocation", rowId: id }, leaving.key);
  const waitMs = leaving.waitMs ?? 0;
  await tx.db.$executeRaw`
    INSERT INTO revocations (workspace_id, id, connection_id, provider, key_sealed, next_try_at, give_up_at)
    VALUES (${tx.workspaceId}::uuid, ${id}::uuid, ${leaving.connectionId}::uuid, 'iletiniz', ${sealed},
      now() + ${waitMs}::int * interval '1 millisecond',
      now() + ${waitMs}::int * interval '1 millisecond' + ${GIVE_UP_HOURS}::int * interval '1 hour')`;
  const startAfter = waitMs === 0 ? {} : { startAfter: new Date(systemClock.now().getTime() + waitMs) };
  await enqueue(tx.db, "connection.revoke", { workspaceId: tx.workspaceId, revocationId: id }, startAfter);
  return id;
}

/**
 * The same for the sealed key of a connection. A key that does not open can't be revoked by anybody; it is dropped.
 *
 * @returns whether there is something to revoke.
 */
export async function retireSealedKey(tx: TenantTx, connectionId: string, sealed: Uint8Array | null): Promise<boolean> {
  if (sealed === null) return false;
  try {
    await retireKey(tx, { connectionId, key: await unsealKeyIn(tx, connectionId, sealed) });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "connection.not_active") return false;
    throw error;
  }
}
