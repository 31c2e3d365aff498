import type { Audited } from "#lib/domain/audit/model";
import { dropOlderPending } from "#lib/domain/connections/commands/confirm-account";
import type { ConsumedConnect } from "#lib/domain/connections/commands/consume-callback";
import { retireKey } from "#lib/domain/connections/commands/retire-key";
import {
  type FreshGrant,
  holdConnections,
  insertConnection,
  type KnownConnection,
  renewConnection,
} from "#lib/domain/connections/commands/store-grant";
import { extraScopes, missingScopes } from "#lib/domain/connections/model";
import type { ConnectOutcome } from "#lib/domain/connections/outcomes";
import { toPublicId } from "#lib/domain/ids";
import { fingerprint } from "#lib/infra/crypto/tokens";
import { sealIn } from "#lib/infra/crypto/vault";
import type { TenantTx } from "#lib/infra/db/tenant";

/** A key for another account waits this long for a person's yes; then it is revoked. */
const CONFIRM_MS = 60 * 60_000;

/** What finishing did; `connectionId` is null while a person's yes is awaited. */
export interface FinishedConnect {
  readonly outcome: ConnectOutcome;
  readonly connectionId: string | null;
}

/** Where a fresh key belongs, given what the workspace has. */
type Placing =
  | { readonly kind: "new" }
  | { readonly kind: "renew"; readonly id: string; readonly isLive: boolean }
  | { readonly kind: "too_late"; readonly id: string }
  | { readonly kind: "other_account" };

function placingOf(known: readonly KnownConnection[], grant: FreshGrant, startedAt: Date): Placing {
  const live = known.filter(({ state }) => state !== "disconnected");
  const same = live.find(({ remoteId }) => remoteId === grant.remoteId);
  if (same !== undefined) {
    // Somebody finished while this connect was on its way: theirs stands, this key is the loser's.
    const isNewer = same.state === "active" && same.connectedAt > startedAt;
    return isNewer ? { kind: "too_late", id: same.id } : { kind: "renew", id: same.id, isLive: true };
  }
  if (live.length > 0) return { kind: "other_account" };
  const past = known.find(({ remoteId }) => remoteId === grant.remoteId);
  return past === undefined ? { kind: "new" } : { kind: "renew", id: past.id, isLive: false };
}

/** Keeps the key of another account until a person says yes; it is on its way to be revoked from the first moment. */
async function askToConfirm(tx: TenantTx, connect: ConsumedConnect, grant: FreshGrant): Promise<void> {
  await dropOlderPending(tx, grant.remoteId);
  const place = { purpose: "pending-account", rowId: connect.id } as const;
  await tx.db.connectTransaction.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: connect.id } },
    data: {
      pendingSealed: await sealIn(tx, place, grant.key),
      pendingScopes: [...grant.scopes],
      pendingRemoteId: grant.remoteId,
      pendingRemoteName: grant.remoteName,
    },
  });
  await retireKey(tx, { connectionId: null, key: grant.key, revocationId: connect.id, waitMs: CONFIRM_MS });
}

async function place(
  tx: TenantTx,
  placing: Placing,
  connect: ConsumedConnect,
  grant: FreshGrant,
): Promise<FinishedConnect> {
  const isNarrow = missingScopes(grant.scopes).length > 0;
  switch (placing.kind) {
    case "new":
      return { outcome: isNarrow ? "fewer_scopes" : "connected", connectionId: await insertConnection(tx, grant) };
    case "renew": {
      const connectionId = await renewConnection(tx, placing.id, grant);
      return { outcome: isNarrow ? "fewer_scopes" : placing.isLive ? "reconnected" : "connected", connectionId };
    }
    case "too_late":
      await retireKey(tx, { connectionId: placing.id, key: grant.key });
      return { outcome: "already_connected", connectionId: placing.id };
    case "other_account":
      await askToConfirm(tx, connect, grant);
      return { outcome: "confirm_account", connectionId: null };
  }
}

/**
 * Gives a fresh key its place: a new connection, the renewed one of the same account, a wait for a person's yes when the
 * account is another than before, or the way out when somebody else was first.
 */
export async function finishConnect(
  tx: TenantTx,
  connect: ConsumedConnect,
  grant: FreshGrant,
): Promise<Audited<FinishedConnect>> {
  const placing = placingOf(await holdConnections(tx), grant, connect.startedAt);
  const result = await place(tx, placing, connect, grant);
  return {
    result,
    audit: {
      subject: result.connectionId === null ? null : toPublicId("connection", result.connectionId),
      detail: {
        outcome: result.outcome,
        remote: grant.remoteName,
        scopes: grant.scopes,
        extra: extraScopes(grant.scopes),
        key: fingerprint(grant.key.reveal()),
      },
    },
  };
}
