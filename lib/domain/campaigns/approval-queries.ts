import type { ApprovalPolicy, Authority, Member } from "#lib/domain/campaigns/approval";
import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";

/** The workspace's threshold. */
export async function approvalPolicy({ workspaceId, db }: TenantTx): Promise<ApprovalPolicy> {
  const { approvalPeople, approvalParts } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { approvalPeople: true, approvalParts: true },
  });
  return { people: approvalPeople, parts: approvalParts };
}

/**
 * The membership of the one who acts, as it is now, kept from changing until this transaction ends: whoever is demoted or
 * removed at this moment either comes first, or waits until the act is recorded.
 *
 * @param besideId Another one whose membership the act depends on, kept with it. All who lock several memberships lock
 * them in one order, so that a change of the team at this moment waits, and neither is given up for a deadlock.
 * @throws DomainError `workspace.not_allowed` for who is no member any more.
 */
export async function actingMember(
  { workspaceId, actorId, db }: TenantTx,
  besideId: string | null = null,
): Promise<Member & { readonly id: string }> {
  if (actorId === null) throw new Error("only a person approves");
  const members = await db.$queryRaw<(Member & { id: string })[]>`
    SELECT user_id AS id, role, may_send AS "maySend", may_approve AS "mayApprove", full_numbers AS "fullNumbers"
    FROM memberships WHERE workspace_id = ${workspaceId}::uuid AND user_id IN (${actorId}::uuid, ${besideId}::uuid)
    ORDER BY user_id FOR UPDATE`;
  const member = members.find(({ id }) => id === actorId);
  if (member === undefined) throw new DomainError("workspace.not_allowed");
  return member;
}

/** The members who may approve, without the one who asks. */
export async function approversBeside(
  { workspaceId, db }: TenantTx,
  authority: Authority,
  exceptId: string,
): Promise<string[]> {
  const members = await db.membership.findMany({
    where: { workspaceId, userId: { not: exceptId } },
    select: { userId: true, role: true, maySend: true, mayApprove: true, fullNumbers: true },
  });
  return members.filter((member) => authority.mayApprove(member)).map(({ userId }) => userId);
}

/** A membership as it is now; null for who is no member any more. */
export async function memberOf({ workspaceId, db }: TenantTx, userId: string): Promise<Member | null> {
  return db.membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: { role: true, maySend: true, mayApprove: true, fullNumbers: true },
  });
}
