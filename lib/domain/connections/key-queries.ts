import type { OAuthScope } from "#lib/domain/connections/model";
import { DomainError } from "#lib/domain/errors";
import { open, SealError, seal, sealedKeyId } from "#lib/infra/crypto/seal";
import type { Secret } from "#lib/infra/crypto/secret";
import { fingerprint } from "#lib/infra/crypto/tokens";
import { keyring } from "#lib/infra/crypto/vault";
import type { TenantTx } from "#lib/infra/db/tenant";
import { log } from "#lib/infra/log";

/** The columns of a connection that hold a key. */
export function sealedKey(workspaceId: string, connectionId: string, key: Secret) {
  const keySealed = seal(keyring(), { purpose: "connection", workspaceId, rowId: connectionId }, key);
  return { keySealed, keyId: sealedKeyId(keySealed), keyFingerprint: fingerprint(key.reveal()) };
}

/**
 * Opens the sealed key of a connection at its own place.
 *
 * @throws DomainError `connection.not_active` when it does not open there: moved, changed, or sealed under a lost key.
 */
export function unsealKey(workspaceId: string, connectionId: string, sealed: Uint8Array): Secret {
  try {
    return open(keyring(), { purpose: "connection", workspaceId, rowId: connectionId }, sealed);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    log.error({ connectionId, alert: true }, "the key of a connection does not open; no call was made");
    throw new DomainError("connection.not_active", {}, { cause: error });
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
  return unsealKey(tx.workspaceId, connectionId, row.keySealed);
}
