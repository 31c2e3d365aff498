import type { OAuthScope } from "#lib/domain/connections/model";
import { DomainError } from "#lib/domain/errors";
import { SealError } from "#lib/infra/crypto/aead";
import { dataKeyIdOf } from "#lib/infra/crypto/data-key";
import type { Secret } from "#lib/infra/crypto/secret";
import { fingerprint } from "#lib/infra/crypto/tokens";
import { openCarriedHere, openIn, sealIn } from "#lib/infra/crypto/vault";
import type { TenantTx } from "#lib/infra/db/tenant";
import { log } from "#lib/infra/log";

/** The columns of a connection that hold a key. */
export async function sealedKey(tx: TenantTx, connectionId: string, key: Secret) {
  const keySealed = await sealIn(tx, { purpose: "connection", rowId: connectionId }, key);
  return { keySealed, keyId: dataKeyIdOf(keySealed), keyFingerprint: fingerprint(key.reveal()) };
}

function refuseUnreadable(connectionId: string, error: unknown): never {
  if (!(error instanceof SealError)) throw error;
  log.error({ connectionId, alert: true }, "the key of a connection does not open; no call was made");
  throw new DomainError("connection.not_active", {}, { cause: error });
}

/**
 * Opens the sealed key of a connection at its own place.
 *
 * @param carried The column as `withDataKey` reads it.
 * @throws DomainError `connection.not_active` when it does not open there: moved, changed, or sealed under a lost key.
 */
export function unsealKey(workspaceId: string, connectionId: string, carried: Uint8Array): Secret {
  try {
    return openCarriedHere(workspaceId, { purpose: "connection", rowId: connectionId }, carried);
  } catch (error) {
    return refuseUnreadable(connectionId, error);
  }
}

/** The same inside a transaction, for the column alone. */
export async function unsealKeyIn(tx: TenantTx, connectionId: string, sealed: Uint8Array): Promise<Secret> {
  try {
    return await openIn(tx, { purpose: "connection", rowId: connectionId }, sealed);
  } catch (error) {
    return refuseUnreadable(connectionId, error);
  }
}

/**
 * Opens the key of a connection for one use, right before the call. The only reader of a key; nothing keeps the answer.
 *
 * @param scope What the call needs.
 * @throws DomainError `connection.not_found`, `connection.not_active` (also when the sealed key does not open) or
 * `connection.scope_missing`.
 */
export async function openKey(
  tx: TenantTx,
  connectionId: string,
  scope: OAuthScope = "messages:send",
): Promise<Secret> {
  const row = await tx.db.connection.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: connectionId } },
    select: { state: true, scopes: true, keySealed: true },
  });
  if (row === null) throw new DomainError("connection.not_found");
  if (row.state !== "active" || row.keySealed === null) throw new DomainError("connection.not_active");
  if (!row.scopes.includes(scope)) throw new DomainError("connection.scope_missing", { scope });
  return unsealKeyIn(tx, connectionId, row.keySealed);
}

/**
 * Opens the key of a connection to examine it, also one that the provider refused: that is when somebody examines it.
 *
 * @returns null where there is no key that opens.
 * @throws DomainError `connection.not_found` when there is no such connection, or it has ended.
 */
export async function openKeyToExamine(
  tx: TenantTx,
  connectionId: string,
): Promise<{
  readonly provider: string;
  readonly scopes: readonly string[];
  readonly brand: string | null;
  readonly key: Secret | null;
}> {
  const row = await tx.db.connection.findFirst({
    where: { workspaceId: tx.workspaceId, id: connectionId, state: { not: "disconnected" } },
    select: { provider: true, scopes: true, keySealed: true, iysBrand: true },
  });
  if (row === null) throw new DomainError("connection.not_found");
  const { provider, scopes, keySealed, iysBrand: brand } = row;
  const key = keySealed === null ? null : await unsealKeyIn(tx, connectionId, keySealed).catch(() => null);
  return { provider, scopes, brand, key };
}
