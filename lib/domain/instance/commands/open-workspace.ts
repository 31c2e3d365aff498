import type { z } from "zod";
import type { NormalEmail } from "#lib/domain/accounts/model";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { OpenWorkspaceInput } from "#lib/domain/instance/schema";
import { NO_PASSWORD } from "#lib/infra/crypto/password-hash";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

/**
 * Makes a workspace for somebody else, who becomes its owner; the operator does not get in.
 *
 * An address without an account gets one without a password, and a mail with a link for choosing it.
 *
 * @param tx Bound to the id of the workspace that is being made.
 * @throws DomainError `workspace.slug_taken`; `instance.owner_disabled`; `account.mail_not_ready` when the owner could not be told.
 */
export async function openWorkspace(
  tx: TenantTx,
  { name, slug, zone, locale, ownerEmail }: z.output<typeof OpenWorkspaceInput>,
): Promise<Audited<{ slug: string }>> {
  const { db, workspaceId } = tx;
  const { count } = await db.workspaceSlug.createMany({ data: { slug, workspaceId }, skipDuplicates: true });
  if (count !== 1) throw new DomainError("workspace.slug_taken");
  const userId = await ownerOf(tx, ownerEmail, locale);
  await db.workspace.create({ data: { id: workspaceId, slug, name, zone, locale } });
  await db.membership.create({ data: { workspaceId, userId, role: "owner" } });
  return { result: { slug }, audit: { subject: slug, detail: { name, zone, locale, ownerId: userId } } };
}

async function ownerOf({ db }: TenantTx, email: NormalEmail, locale: "tr" | "en"): Promise<string> {
  const known = await db.user.findUnique({ where: { email }, select: { id: true, disabledAt: true } });
  if (known !== null && known.disabledAt !== null) throw new DomainError("instance.owner_disabled");
  if (known !== null) return known.id;
  if (env().smtpUrl === undefined) throw new DomainError("account.mail_not_ready");
  const id = newId();
  const name = email.split("@")[0] ?? email;
  await db.user.create({ data: { id, name, email, passwordHash: NO_PASSWORD, locale } });
  await enqueue(db, "mail.reset", { userId: id, locale, occasion: "sign_up" });
  return id;
}
