import { isStorable } from "#lib/domain/storable";
import { type Permission, type Reach, reachOf, type Switches, seesFullNumbers } from "#lib/gate/permissions";
import { noteSeen } from "#lib/gate/presence";
import type { Role } from "#lib/infra/db/generated/enums";
import { withAccount } from "#lib/infra/db/tenant";

declare const minted: unique symbol;

/** A signed-in member inside one workspace, read from the database for this request. */
export interface Scope {
  readonly [minted]: true;
  readonly workspaceId: string;
  readonly slug: string;
  readonly workspaceName: string;
  readonly zone: string;
  readonly userId: string;
  readonly role: Role;
  readonly switches: Switches;
  /** Whether numbers are shown whole to this member. */
  readonly fullNumbers: boolean;
  readonly isHalted: boolean;
  /** Whether the operator of the instance has closed it: nothing in it is allowed to anybody then. */
  readonly isSuspended: boolean;
  /** Whether the member may do this at all; perhaps only with what is their own. */
  may(permission: Permission): boolean;
  /** How far that goes. */
  reach(permission: Permission): Reach;
  /** Whether the member may do this with a thing that belongs to these people. */
  mayWith(permission: Permission, ownerIds: readonly (string | null)[]): boolean;
}

/** One of the workspaces a person belongs to, for the chooser and the switcher. */
export interface WorkspaceChoice {
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly isSuspended: boolean;
}

/** The workspaces of a person, by name. */
export function workspacesOf(userId: string): Promise<WorkspaceChoice[]> {
  return withAccount(userId, async ({ db }) => {
    const rows = await db.membership.findMany({
      where: { userId },
      select: { role: true, workspace: { select: { slug: true, name: true, suspendedAt: true } } },
      orderBy: { workspace: { name: "asc" } },
    });
    return rows.map(({ role, workspace: { suspendedAt, ...workspace } }) => {
      return { ...workspace, role, isSuspended: suspendedAt !== null };
    });
  });
}

/**
 * Finds the workspace of an address for a person.
 *
 * @returns null both for a workspace that does not exist and for one of others, so that nobody learns which it was.
 */
export async function findScope(userId: string, slug: string): Promise<Scope | null> {
  if (!isStorable(slug)) return null;
  const row = await withAccount(userId, async ({ db }) => {
    const include = {
      workspace: { select: { id: true, slug: true, name: true, zone: true, haltedAt: true, suspendedAt: true } },
    };
    const found = await db.membership.findFirst({ where: { userId, workspace: { slug } }, include });
    if (found !== null) return found;
    // The address before the last change keeps working; whose it is, is asked of the person's own memberships again.
    const former = await db.workspaceSlug.findUnique({ where: { slug } });
    if (former === null) return null;
    return db.membership.findFirst({ where: { userId, workspaceId: former.workspaceId }, include });
  });
  if (row === null) return null;
  await noteSeen(row.workspaceId, userId, row.lastSeenAt);
  const switches = { maySend: row.maySend, mayApprove: row.mayApprove, fullNumbers: row.fullNumbers };
  const isSuspended = row.workspace.suspendedAt !== null;
  const reach = (permission: Permission) => (isSuspended ? "none" : reachOf(permission, row.role, switches));
  const scope: Omit<Scope, typeof minted> = {
    workspaceId: row.workspace.id,
    slug: row.workspace.slug,
    workspaceName: row.workspace.name,
    zone: row.workspace.zone,
    userId,
    role: row.role,
    switches,
    fullNumbers: seesFullNumbers(row.role, switches),
    isHalted: row.workspace.haltedAt !== null,
    isSuspended,
    may: (permission) => reach(permission) !== "none",
    reach,
    mayWith: (permission, ownerIds) =>
      reach(permission) === "all" || (reach(permission) === "own" && ownerIds.includes(userId)),
  };
  return scope as Scope;
}
