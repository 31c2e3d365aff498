import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { toPublicId } from "#lib/domain/ids";
import { endOtherLogins } from "#lib/domain/team/commands/end-other-logins";
import { lockTeam, requireRank } from "#lib/domain/team/commands/lock-team";
import { revokeInvitesOf } from "#lib/domain/team/commands/revoke-invite";
import { reaches, startingSwitches } from "#lib/domain/team/model";
import type { ChangeRoleInput } from "#lib/domain/team/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/**
 * Gives a member another role, with that role's switches, and ends the member's other sign-ins.
 *
 * Nobody gives more than the own role, and nobody changes somebody who stands higher. The last owner stays one.
 *
 * @throws DomainError `workspace.not_allowed`, `team.role_too_high`, `team.last_owner`, `team.member_not_found`.
 */
export async function changeRole(tx: TenantTx, input: z.output<typeof ChangeRoleInput>): Promise<Audited<null>> {
  const { memberId, role } = input;
  const team = await lockTeam(tx);
  const member = team.member(memberId);
  requireRank(team.actor, member.role);
  requireRank(team.actor, role);
  const audit = { subject: toPublicId("person", memberId), detail: { from: member.role, to: role } };
  if (member.role === role) return { result: null, audit };
  if (member.role === "owner") team.requireAnotherOwner(memberId);
  await tx.db.membership.update({
    where: { workspaceId_userId: { workspaceId: tx.workspaceId, userId: memberId } },
    data: { role, ...startingSwitches(role), ...(role === "owner" && { dailyCap: null }) },
  });
  await endOtherLogins(tx, memberId);
  if (!reaches(role, "admin")) await revokeInvitesOf(tx, memberId);
  // What the member had under way is looked at again by the next claim; this makes it soon.
  await enqueue(tx.db, "workspace.wake", { workspaceId: tx.workspaceId });
  return { result: null, audit };
}
