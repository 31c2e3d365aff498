import "server-only";
import { DomainError } from "#lib/domain/errors";
import { recordDenied } from "#lib/gate/history";
import type { Permission } from "#lib/gate/permissions";
import type { Scope } from "#lib/gate/scope";

/**
 * Refuses what belongs to other people where the permission reaches the own things only.
 *
 * @throws DomainError `workspace.not_own`.
 */
export function requireOwn(scope: Scope, permission: Permission, ownerIds: readonly (string | null)[]): void {
  if (!scope.mayWith(permission, ownerIds)) throw new DomainError("workspace.not_own");
}

/** Waits for a change, and writes down when it was refused as somebody else's: after its transaction, which is undone. */
export async function recordingNotOwn<T>(scope: Scope, permission: Permission, change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (error instanceof DomainError && error.code === "workspace.not_own") await recordDenied(scope, permission);
    throw error;
  }
}
