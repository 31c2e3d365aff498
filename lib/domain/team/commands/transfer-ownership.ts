import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { endOtherLogins } from "#lib/domain/team/commands/end-other-logins";
import { lockTeam } from "#lib/domain/team/commands/lock-team";
import { startingSwitches } from "#lib/domain/team/model";
import type { TransferInput } from "#lib/domain/team/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Hands the own ownership over to another member and becomes an admin, in one step, so that there is always an owner.
 *
 * @param sessionId The sign-in that acts; the others of both end.
 * @throws DomainError `workspace.not_allowed` for anybody but an owner, `team.name_mismatch` when the typed name is not the
 * workspace's, `team.not_oneself`, `team.member_not_found`.
 */
export async function transferOwnership(
  tx: TenantTx,
  { memberId, typedName }: z.output<typeof TransferInput>,
  sessionId: string,
): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const team = await lockTeam(tx);
  const { userId: formerId, role } = team.actor;
  if (role !== "owner") throw new DomainError("workspace.not_allowed");
  if (memberId === formerId) throw new DomainError("team.not_oneself");
  team.member(memberId);
  const workspace = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } });
  if (typedName.normalize("NFC").trim() !== workspace.name) throw new DomainError("team.name_mismatch");
  const give = (userId: string, to: "owner" | "admin") =>
    db.membership.update({
      where: { workspaceId_userId: { workspaceId, userId } },
      data: { role: to, ...startingSwitches(to), ...(to === "owner" && { dailyCap: null }) },
    });
  await give(memberId, "owner");
  await give(formerId, "admin");
  await endOtherLogins(tx, memberId);
  await endOtherLogins(tx, formerId, sessionId);
  return {
    result: null,
    audit: { subject: toPublicId("person", memberId), detail: { from: toPublicId("person", formerId) } },
  };
}
