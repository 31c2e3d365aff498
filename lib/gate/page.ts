import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import "server-only";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import { recordDenied } from "#lib/gate/history";
import type { Permission } from "#lib/gate/permissions";
import { readUnderRequestId } from "#lib/gate/request-id";
import { findScope, type Scope } from "#lib/gate/scope";
import { requireUser } from "#lib/gate/user";
import { type TenantTx, withTenant } from "#lib/infra/db/tenant";

/** What a page of a workspace works with. */
export interface OpenPage {
  readonly user: SignedInUser;
  readonly scope: Scope;
  /** Reads in one tenant transaction. A page does all its reading in one call where it can: each costs a round trip. */
  read<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
}

const scopeOf = cache(findScope);

/**
 * Opens a page of a workspace: signs in, finds the workspace, checks the permission.
 *
 * A stranger gets the same "not found" as for a workspace that does not exist; so does a member without the permission.
 * Members of a suspended workspace are sent to the page that says so.
 */
export async function openPage(slug: string, permission: Permission): Promise<OpenPage> {
  const user = await requireUser();
  const scope = await scopeOf(user.id, slug);
  if (scope?.isSuspended) redirect(`/suspended/${scope.slug}`);
  if (scope === null) notFound();
  if (!scope.may(permission)) {
    await recordDenied(scope, permission);
    notFound();
  }
  const bond = { workspaceId: scope.workspaceId, actorId: user.id };
  return { user, scope, read: (work) => readUnderRequestId(() => withTenant(bond, work)) };
}

/** A workspace that the operator has closed, for the page that says so to its members; null for any other. */
export async function suspendedWorkspace(slug: string): Promise<Scope | null> {
  const user = await requireUser();
  const scope = await scopeOf(user.id, slug);
  return scope?.isSuspended ? scope : null;
}
