import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { lockTeam, requireRank } from "#lib/domain/team/commands/lock-team";
import { INVITE_DAYS } from "#lib/domain/team/model";
import { findInvite } from "#lib/domain/team/queries";
import type { InviteIdInput, InviteInput } from "#lib/domain/team/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";
import { countAgainst, type RateRule } from "#lib/infra/rate-limit";

const DAY_SECONDS = 24 * 60 * 60;

/** Mails of invitations that a workspace may cause in a day. */
const OF_WORKSPACE: RateRule = { name: "invite-workspace", points: 40, seconds: DAY_SECONDS };

/** The same for one invitation. */
const OF_INVITE: RateRule = { name: "invite-again", points: 4, seconds: 60 * 60 };

function expiry(): Date {
  return new Date(Date.now() + INVITE_DAYS * DAY_SECONDS * 1_000);
}

async function countMail(rule: RateRule, key: string): Promise<void> {
  const verdict = await countAgainst(rule, key);
  if (verdict.allowed) return;
  throw new DomainError("team.too_many_invites", { minutes: Math.ceil(verdict.retryAfterSeconds / 60) });
}

function requireMail(): void {
  if (env().smtpUrl === undefined) throw new DomainError("account.mail_not_ready");
}

/**
 * Offers a membership to a mailbox. The link goes out by mail, and only a login with that address can take it.
 *
 * The answer is the same whether the address has an account on this instance or not.
 *
 * @throws DomainError `team.already_member`, `team.already_invited`, `team.role_too_high`, `team.too_many_invites`,
 * `account.mail_not_ready`, `workspace.not_allowed`.
 */
export async function invite(tx: TenantTx, input: z.output<typeof InviteInput>): Promise<Audited<null>> {
  requireMail();
  const { workspaceId, db } = tx;
  const { email, role, locale } = input;
  const team = await lockTeam(tx);
  requireRank(team.actor, role);
  const member = await db.membership.findFirst({ where: { workspaceId, user: { email } }, select: { userId: true } });
  if (member !== null) throw new DomainError("team.already_member");
  const id = newId();
  // Another open offer to the mailbox is a conflict of keys, and must not end the transaction with a database error.
  const { count } = await db.invite.createMany({
    data: { workspaceId, id, email, role, locale, createdById: team.actor.userId, expiresAt: expiry() },
    skipDuplicates: true,
  });
  if (count !== 1) throw new DomainError("team.already_invited");
  await countMail(OF_WORKSPACE, workspaceId);
  await enqueue(db, "mail.invite", { workspaceId, inviteId: id });
  return { result: null, audit: { subject: toPublicId("invite", id), detail: { email, role } } };
}

/**
 * Mails an open or expired invitation again: a new link for seven more days; the old one ends with it.
 *
 * @throws DomainError `team.invite_not_found`, `team.role_too_high`, `team.too_many_invites`, `account.mail_not_ready`.
 */
export async function resendInvite(tx: TenantTx, { inviteId }: z.output<typeof InviteIdInput>): Promise<Audited<null>> {
  requireMail();
  const { workspaceId, db } = tx;
  const team = await lockTeam(tx);
  const { role, email } = await findInvite(tx, inviteId);
  requireRank(team.actor, role);
  // Whoever sends it again stands for it from now on.
  const { count } = await db.invite.updateMany({
    where: { workspaceId, id: inviteId, acceptedAt: null, revokedAt: null },
    data: { expiresAt: expiry(), createdById: team.actor.userId },
  });
  if (count !== 1) throw new DomainError("team.invite_not_found");
  await countMail(OF_INVITE, inviteId);
  await countMail(OF_WORKSPACE, workspaceId);
  await enqueue(db, "mail.invite", { workspaceId, inviteId });
  return { result: null, audit: { subject: toPublicId("invite", inviteId), detail: { email, role } } };
}
