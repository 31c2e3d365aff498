import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { lockTeam, requireRank } from "#lib/domain/team/commands/lock-team";
import { hasCap, switchesOf } from "#lib/domain/team/model";
import type { CapInput, SwitchInput } from "#lib/domain/team/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

async function change(
  tx: TenantTx,
  memberId: string,
  data: Readonly<Record<string, boolean | number | null>>,
): Promise<Audited<null>> {
  await tx.db.membership.update({
    where: { workspaceId_userId: { workspaceId: tx.workspaceId, userId: memberId } },
    data,
  });
  await enqueue(tx.db, "workspace.wake", { workspaceId: tx.workspaceId });
  return { result: null, audit: { subject: toPublicId("person", memberId), detail: data } };
}

/**
 * Turns switches of a member, those that its role leaves open.
 *
 * @throws DomainError `workspace.not_allowed`, `team.role_too_high`, `team.member_not_found`.
 */
export async function setSwitches(tx: TenantTx, input: z.output<typeof SwitchInput>): Promise<Audited<null>> {
  const { memberId, ...wanted } = input;
  const team = await lockTeam(tx);
  const { role } = team.member(memberId);
  requireRank(team.actor, role);
  const open = switchesOf(role);
  const turned = Object.fromEntries(
    Object.entries(wanted).filter((entry): entry is [string, boolean] => entry[1] !== undefined),
  );
  if (Object.keys(turned).some((name) => !open.some((one) => one === name))) {
    throw new DomainError("workspace.not_allowed");
  }
  return change(tx, memberId, turned);
}

/**
 * Sets how many people a member may send to in a day; null for any number.
 *
 * Owners have none, viewers send nothing, and nobody sets the own one: it is somebody else's check on oneself.
 *
 * @throws DomainError `workspace.not_allowed`, `team.role_too_high`, `team.not_oneself`, `team.member_not_found`.
 */
export async function setDailyCap(tx: TenantTx, input: z.output<typeof CapInput>): Promise<Audited<null>> {
  const team = await lockTeam(tx);
  const { role, userId } = team.member(input.memberId);
  requireRank(team.actor, role);
  if (!hasCap(role)) throw new DomainError("workspace.not_allowed");
  if (userId === team.actor.userId) throw new DomainError("team.not_oneself");
  return change(tx, input.memberId, { dailyCap: input.cap });
}
