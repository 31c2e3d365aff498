import "server-only";
import { DomainError } from "#lib/domain/errors";
import { stopMail } from "#lib/domain/reports/commands/stop-mail";
import { writeAudit } from "#lib/gate/audit";
import { type Locale, parseLocale } from "#lib/i18n/locale";
import { readMailStop } from "#lib/infra/crypto/mail-stop-token";
import { withTenant } from "#lib/infra/db/tenant";
import { countAgainst } from "#lib/infra/rate-limit";

/** A provider of mailboxes presses for many people from one address. */
const BY_ADDRESS = { name: "mail-stop-address", points: 300, seconds: 600 } as const;

/** What the page of a link shows. */
export interface MailStopPage {
  /** The workspace whose figures are mailed; null once they are not, for whatever reason. */
  readonly workspace: string | null;
  /** The language of whoever the link was mailed to; null when there is no such account any more. */
  readonly locale: Locale | null;
}

/** Finds what a link ends, and changes nothing; null for a link that was not written here. */
export async function findMailStop(token: string): Promise<MailStopPage | null> {
  const stop = readMailStop(token);
  if (stop === null) return null;
  const { workspaceId, userId } = stop;
  const { mail, person } = await withTenant({ workspaceId, actorId: null }, async ({ db }) => ({
    mail: await db.reportMail.findUnique({
      where: { workspaceId_userId: { workspaceId, userId } },
      select: { member: { select: { workspace: { select: { name: true } } } } },
    }),
    // Asked of the account and not of the membership, which a link tells nothing of.
    person: await db.user.findUnique({ where: { id: userId }, select: { locale: true } }),
  }));
  return {
    workspace: mail?.member.workspace.name ?? null,
    locale: person === null ? null : (parseLocale(person.locale) ?? "tr"),
  };
}

/**
 * Ends the weekly mail of whoever a link was mailed to: they are not signed in, the link is what they have. The answer is the
 * same whether the mail was wanted still or not, and nobody can tell from it who is a member of what.
 *
 * @param address Where the request came from.
 * @throws DomainError `report.mail_link_not_found`, `opt_out.too_many`.
 */
export async function endWeekMail(token: string, address: string): Promise<void> {
  const verdict = await countAgainst(BY_ADDRESS, address);
  if (!verdict.allowed) throw new DomainError("opt_out.too_many", { seconds: verdict.retryAfterSeconds });
  const stop = readMailStop(token);
  if (stop === null) throw new DomainError("report.mail_link_not_found");
  const { workspaceId, userId } = stop;
  await withTenant({ workspaceId, actorId: userId }, async (tx) => {
    if (await stopMail(tx, userId)) await writeAudit(tx, "report.mail", { subject: null, detail: { on: false } });
  });
}
