import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { startingSwitches } from "#lib/domain/team/model";
import { findInvite } from "#lib/domain/team/queries";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Who takes an invitation: a login whose address is known to be the person's own. */
export interface Acceptance {
  readonly inviteId: string;
  readonly userId: string;
  readonly email: string;
}

/**
 * Takes an invitation: one membership with the role that was offered, however often it is tried at once.
 *
 * @returns the address of the workspace.
 * @throws DomainError `team.invite_of_another` for a login with another address; `team.invite_gone` when it was accepted,
 * taken back, or has expired.
 */
export async function acceptInvite(tx: TenantTx, acceptance: Acceptance): Promise<Audited<{ slug: string }>> {
  const { workspaceId, db } = tx;
  const { inviteId, userId, email } = acceptance;
  const offer = await findInvite(tx, inviteId);
  if (offer.email !== email) throw new DomainError("team.invite_of_another");
  const now = new Date();
  const { count } = await db.invite.updateMany({
    where: { workspaceId, id: inviteId, email, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now, acceptedById: userId },
  });
  if (count !== 1) throw new DomainError("team.invite_gone");
  const { role } = offer;
  // Somebody who has become a member by another way meanwhile keeps that role.
  await db.membership.createMany({
    data: { workspaceId, userId, role, ...startingSwitches(role) },
    skipDuplicates: true,
  });
  const { slug } = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { slug: true } });
  const detail = { role, invite: toPublicId("invite", inviteId) };
  return { result: { slug }, audit: { subject: toPublicId("person", userId), detail } };
}
