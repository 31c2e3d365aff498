import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { retireConnection } from "#lib/domain/connections/commands/retire-connection";
import { holdConnections, insertConnection, renewConnection } from "#lib/domain/connections/commands/store-grant";
import type { PendingAccountInput } from "#lib/domain/connections/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { requireProviderOn } from "#lib/domain/instance/provider-queries";
import { openIn } from "#lib/infra/crypto/vault";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

const NO_LONGER_PENDING = { pendingSealed: null, pendingScopes: [], pendingRemoteId: null, pendingRemoteName: null };

/** Takes the waiting key out of its row; null when it is not there (any more). */
async function takePending(tx: TenantTx, id: string) {
  const rows = await tx.db.$queryRaw<
    {
      pending_sealed: Uint8Array;
      pending_scopes: string[];
      pending_remote_id: string;
      pending_remote_name: string;
      user_id: string;
    }[]
  >`
    SELECT pending_sealed, pending_scopes, pending_remote_id, pending_remote_name, user_id FROM connect_transactions
    WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${id}::uuid AND pending_sealed IS NOT NULL
    FOR UPDATE`;
  const row = rows[0];
  if (row === undefined) return null;
  await tx.db.connectTransaction.updateMany({ where: { workspaceId: tx.workspaceId, id }, data: NO_LONGER_PENDING });
  return row;
}

/**
 * Says yes to another account: its key becomes the connection, the one before ends and its key is revoked.
 *
 * @throws DomainError `connection.provider_off`; `connection.confirmation_over` when the wait is over; the key is then on its way out.
 */
export async function confirmAccount(
  tx: TenantTx,
  { pendingId }: z.output<typeof PendingAccountInput>,
): Promise<Audited<string>> {
  await requireProviderOn(tx, "iletiniz");
  const known = await holdConnections(tx);
  const pending = await takePending(tx, pendingId);
  // Its revocation must still wait: once a worker has touched it, the provider may have ended the key already.
  const stopped = await tx.db.$executeRaw`
    DELETE FROM revocations
    WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${pendingId}::uuid AND state = 'pending' AND tries = 0
      AND next_try_at > now()`;
  if (pending === null || stopped === 0) throw new DomainError("connection.confirmation_over");
  const place = { purpose: "pending-account", rowId: pendingId } as const;
  const grant = {
    key: await openIn(tx, place, pending.pending_sealed),
    scopes: pending.pending_scopes,
    remoteId: pending.pending_remote_id,
    remoteName: pending.pending_remote_name,
    userId: tx.actorId ?? pending.user_id,
  };
  let pausedCampaigns = 0;
  for (const { id, state, remoteId } of known) {
    if (state === "disconnected" || remoteId === grant.remoteId) continue;
    pausedCampaigns += (await retireConnection(tx, id))?.pausedCampaigns ?? 0;
  }
  const same = known.find(({ remoteId }) => remoteId === grant.remoteId);
  const id = same === undefined ? await insertConnection(tx, grant) : await renewConnection(tx, same.id, grant);
  return {
    result: toPublicId("connection", id),
    audit: {
      subject: toPublicId("connection", id),
      detail: { remote: grant.remoteName, scopes: grant.scopes, pausedCampaigns },
    },
  };
}

/** Revokes a key now that was to wait for a yes. */
async function letGo(tx: TenantTx, id: string): Promise<void> {
  await tx.db.$executeRaw`
    UPDATE revocations SET next_try_at = now()
    WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${id}::uuid AND state = 'pending' AND tries = 0`;
  await enqueue(tx.db, "connection.revoke", { workspaceId: tx.workspaceId, revocationId: id });
}

/** Lets the keys go that wait for a yes to an account for which a newer one waits from now on: one question is enough. */
export async function dropOlderPending(tx: TenantTx, remoteId: string): Promise<void> {
  const { workspaceId, db } = tx;
  const older = await db.connectTransaction.updateManyAndReturn({
    where: { workspaceId, pendingRemoteId: remoteId },
    data: NO_LONGER_PENDING,
    select: { id: true },
  });
  for (const { id } of older) await letGo(tx, id);
}

/** Says no to another account: its key is revoked now, and the connection before goes on as it was. */
export async function declineAccount(
  tx: TenantTx,
  { pendingId }: z.output<typeof PendingAccountInput>,
): Promise<Audited<null>> {
  const pending = await takePending(tx, pendingId);
  if (pending === null) throw new DomainError("connection.confirmation_over");
  await letGo(tx, pendingId);
  return { result: null, audit: { subject: null, detail: { remote: pending.pending_remote_name } } };
}
