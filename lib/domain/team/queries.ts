import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { InviteRow, MemberRow } from "#lib/domain/team/member";
import { type InviteState, inviteState, type Role, reaches, roles } from "#lib/domain/team/model";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Every member, owners first, then by name. */
export async function listMembers({ workspaceId, actorId, db }: TenantTx): Promise<MemberRow[]> {
  const rows = await db.membership.findMany({
    where: { workspaceId },
    include: {
      user: {
        select: {
          name: true,
          email: true,
          authenticator: { select: { confirmedAt: true } },
          _count: { select: { passkeys: true } },
        },
      },
    },
  });
  const members = rows.map(
    ({ userId, user, role, maySend, mayApprove, fullNumbers, dailyCap, lastSeenAt }): MemberRow => ({
      ...{ id: toPublicId("person", userId), name: user.name, email: user.email },
      ...{ role, maySend, mayApprove, fullNumbers, dailyCap, lastSeenAt },
      hasSecondFactor: (user.authenticator?.confirmedAt ?? null) !== null || user._count.passkeys > 0,
      isOneself: userId === actorId,
    }),
  );
  const rank = (role: Role) => roles.indexOf(role);
  return members.sort((a, b) => rank(a.role) - rank(b.role) || a.name.localeCompare(b.name, "tr"));
}

/** The invitations that nobody has answered or taken back, the newest first. */
export async function listInvites({ workspaceId, db }: TenantTx, role: Role, now: Date): Promise<InviteRow[]> {
  const rows = await db.invite.findMany({
    where: { workspaceId, acceptedAt: null, revokedAt: null },
    orderBy: { id: "desc" },
    take: 200,
  });
  const people = await db.user.findMany({
    where: { id: { in: [...new Set(rows.map((row) => row.createdById))] } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: toPublicId("invite", row.id),
    email: row.email,
    role: row.role,
    state: inviteState(row, now),
    expiresAt: row.expiresAt,
    by: nameOf.get(row.createdById) ?? "",
    isTouchable: reaches(role, row.role),
  }));
}

/** Reads an invitation of the workspace by its id. @throws DomainError `team.invite_not_found`. */
export async function findInvite({ workspaceId, db }: TenantTx, id: string) {
  const row = await db.invite.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (row === null) throw new DomainError("team.invite_not_found");
  return row;
}

/** An invitation as the one who holds its link, or owns its mailbox, may see it. */
export interface Offer {
  readonly id: PublicId<"invite">;
  readonly email: string;
  readonly role: Role;
  readonly state: InviteState;
  readonly workspaceName: string;
  readonly slug: string;
  readonly by: string;
}

/** Reads an invitation with what it is for. @throws DomainError `team.invite_not_found`. */
export async function readOffer(tx: TenantTx, inviteId: string, now: Date): Promise<Offer> {
  const row = await findInvite(tx, inviteId);
  const workspace = await tx.db.workspace.findUniqueOrThrow({
    where: { id: tx.workspaceId },
    select: { name: true, slug: true },
  });
  const giver = await tx.db.user.findUnique({ where: { id: row.createdById }, select: { name: true } });
  return {
    id: toPublicId("invite", row.id),
    email: row.email,
    role: row.role,
    state: inviteState(row, now),
    workspaceName: workspace.name,
    slug: workspace.slug,
    by: giver?.name ?? "",
  };
}
