import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { lockTeam, requireRank } from "#lib/domain/team/commands/lock-team";
import { findInvite } from "#lib/domain/team/queries";
import type { InviteIdInput } from "#lib/domain/team/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Takes an invitation back; its link is worth nothing from here on.
 *
 * @throws DomainError `team.invite_not_found` also when it was accepted meanwhile; `team.role_too_high`.
 */
export async function revokeInvite(tx: TenantTx, { inviteId }: z.output<typeof InviteIdInput>): Promise<Audited<null>> {
  const team = await lockTeam(tx);
  const { role, email } = await findInvite(tx, inviteId);
  requireRank(team.actor, role);
  const { count } = await tx.db.invite.updateMany({
    where: { workspaceId: tx.workspaceId, id: inviteId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (count !== 1) throw new DomainError("team.invite_not_found");
  return { result: null, audit: { subject: toPublicId("invite", inviteId), detail: { email, role } } };
}

/** Takes back whatever a person invited who may invite no longer: an invitation is worth no more than its giver. */
export async function revokeInvitesOf(tx: TenantTx, userId: string): Promise<void> {
  await tx.db.invite.updateMany({
    where: { workspaceId: tx.workspaceId, createdById: userId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  });
}
