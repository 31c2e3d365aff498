import { DomainError } from "#lib/domain/errors";
import { type Role, reaches } from "#lib/domain/team/model";
import type { TenantTx } from "#lib/infra/db/tenant";

/** A member as the locked rows say. */
export interface LockedMember {
  readonly userId: string;
  readonly role: Role;
}

/** The whole team, held still until the transaction ends. */
export interface LockedTeam {
  /** The one who acts, as of now and not as of the page or of the start of the request. */
  readonly actor: LockedMember;
  /** @throws DomainError `team.member_not_found`. */
  member(userId: string): LockedMember;
  /** @throws DomainError `team.last_owner` when nobody else owns the workspace. */
  requireAnotherOwner(userId: string): void;
}

/**
 * Locks every membership of the workspace, in one order, and reads them.
 *
 * Changes of a team go one after the other: of two owners who demote each other at once the second one waits, and then
 * finds that it is no owner any more.
 *
 * @throws DomainError `workspace.not_allowed` when the one who acts is a member no longer.
 */
export async function lockTeam(tx: TenantTx): Promise<LockedTeam> {
  const rows = await tx.db.$queryRaw<LockedMember[]>`
    SELECT user_id AS "userId", role FROM memberships WHERE workspace_id = ${tx.workspaceId}::uuid
    ORDER BY user_id FOR UPDATE`;
  const actor = rows.find((row) => row.userId === tx.actorId);
  if (actor === undefined) throw new DomainError("workspace.not_allowed");
  return {
    actor,
    member(userId) {
      const found = rows.find((row) => row.userId === userId);
      if (found === undefined) throw new DomainError("team.member_not_found");
      return found;
    },
    requireAnotherOwner(userId) {
      const others = rows.filter((row) => row.role === "owner" && row.userId !== userId);
      if (others.length === 0) throw new DomainError("team.last_owner");
    },
  };
}

/**
 * Checks that the one who acts manages the team, and stands at least as high as the role in question.
 *
 * @throws DomainError `workspace.not_allowed`, `team.role_too_high`.
 */
export function requireRank(actor: LockedMember, role: Role): void {
  if (!reaches(actor.role, "admin")) throw new DomainError("workspace.not_allowed");
  if (!reaches(actor.role, role)) throw new DomainError("team.role_too_high");
}
