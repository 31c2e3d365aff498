import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { lockTeam, requireRank } from "#lib/domain/team/commands/lock-team";
import { revokeInvitesOf } from "#lib/domain/team/commands/revoke-invite";
import type { MemberInput } from "#lib/domain/team/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/** Takes a membership away, with what only made sense for the member. */
async function end(tx: TenantTx, userId: string): Promise<void> {
  const { workspaceId } = tx;
  await tx.db.membership.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
  await tx.db.testNumber.deleteMany({ where: { workspaceId, userId } });
  await revokeInvitesOf(tx, userId);
  // What the member sent and is still under way stops with the next claim; this makes it soon.
  await enqueue(tx.db, "workspace.wake", { workspaceId });
}

/**
 * Removes a member. From here on every request of the person is a stranger's, and nothing more of the person's campaigns
 * is handed over.
 *
 * @throws DomainError `workspace.not_allowed`, `team.role_too_high`, `team.last_owner`, `team.not_oneself`,
 * `team.member_not_found`.
 */
export async function removeMember(tx: TenantTx, { memberId }: z.output<typeof MemberInput>): Promise<Audited<null>> {
  const team = await lockTeam(tx);
  const member = team.member(memberId);
  requireRank(team.actor, member.role);
  if (memberId === team.actor.userId) throw new DomainError("team.not_oneself");
  if (member.role === "owner") team.requireAnotherOwner(memberId);
  await end(tx, memberId);
  return { result: null, audit: { subject: toPublicId("person", memberId), detail: { role: member.role } } };
}

/**
 * Leaves the workspace oneself; the last owner cannot.
 *
 * @throws DomainError `team.last_owner`.
 */
export async function leaveTeam(tx: TenantTx): Promise<Audited<null>> {
  const { actor, requireAnotherOwner } = await lockTeam(tx);
  if (actor.role === "owner") requireAnotherOwner(actor.userId);
  await end(tx, actor.userId);
  return { result: null, audit: { subject: toPublicId("person", actor.userId), detail: { role: actor.role } } };
}
