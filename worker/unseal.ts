import { unsealKey } from "#lib/domain/connections/key-queries";
import { DomainError } from "#lib/domain/errors";
import type { Secret } from "#lib/infra/crypto/secret";
import type { Stop } from "./stop-sending.ts";

/** What stops a connection whose key does not open at its own place. */
export const UNREADABLE_KEY: Stop = { reason: "connection", code: "key_unreadable", fault: "key_unreadable" };

/** Opens the key of a connection for one call; null when it does not open there. Nothing keeps the answer. */
export function tryUnseal(workspaceId: string, connectionId: string, sealed: Uint8Array): Secret | null {
  try {
    return unsealKey(workspaceId, connectionId, sealed);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
