import { headers } from "next/headers";
import "server-only";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import { DomainError } from "#lib/domain/errors";
import { recordDenied } from "#lib/gate/history";
import type { Permission } from "#lib/gate/permissions";
import { findScope, type Scope } from "#lib/gate/scope";
import { currentUser } from "#lib/gate/user";
import { env } from "#lib/infra/env";

/** Refuses a request that another site made: the framework compares Origin and Host, this also refuses `null` and none. */
export async function checkOrigin(): Promise<void> {
  const origin = (await headers()).get("origin");
  if (origin !== new URL(env().appUrl).origin) throw new DomainError("request.wrong_origin");
}

/**
 * Lets a signed-in member into a workspace for one permission.
 *
 * @throws DomainError `account.signed_out`, `workspace.not_found` (also for a workspace of others), `workspace.suspended`
 * or `workspace.not_allowed`.
 */
export async function enterWorkspace(
  slug: string,
  permission: Permission,
): Promise<{ user: SignedInUser; scope: Scope }> {
  const user = await currentUser();
  if (user === null) throw new DomainError("account.signed_out");
  const scope = await findScope(user.id, slug);
  if (scope === null) throw new DomainError("workspace.not_found");
  if (scope.isSuspended) throw new DomainError("workspace.suspended");
  await requirePermission(scope, permission);
  return { user, scope };
}

/** Refuses what a member may not do, and writes it down. @throws DomainError `workspace.not_allowed` */
export async function requirePermission(scope: Scope, permission: Permission): Promise<void> {
  if (scope.may(permission)) return;
  await recordDenied(scope, permission);
  throw new DomainError("workspace.not_allowed");
}
