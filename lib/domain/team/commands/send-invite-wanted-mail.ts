import { createTranslator } from "use-intl/core";
import { linkMail } from "#lib/domain/team/commands/link-mail";
import { readOffer } from "#lib/domain/team/queries";
import { parseLocale } from "#lib/i18n/locale";
import { messagesOf } from "#lib/i18n/messages";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { sendMail } from "#lib/infra/mail";

import type { JobPayload } from "#lib/infra/queue";

/**
 * Tells the one who invited that the invitation ran out and a new one is wanted. One that was answered, taken back or sent
 * again meanwhile tells nobody.
 *
 * @param transact Runs work in one transaction of the workspace.
 * @throws Error when the mail server does not take the mail; the job is then tried again.
 */
export async function sendInviteWantedMail(
  transact: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  { inviteId }: JobPayload<"mail.invite_wanted">,
): Promise<void> {
  const letter = await transact(async (tx) => {
    const { workspaceId, db } = tx;
    const offer = await readOffer(tx, inviteId, new Date());
    if (offer.state !== "expired") return null;
    const { createdById: userId } = await db.invite.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id: inviteId } },
      select: { createdById: true },
    });
    const giver = await db.membership.findUnique({
      where: { workspaceId_userId: { workspaceId, userId } },
      select: { user: { select: { email: true, locale: true } } },
    });
    return giver === null ? null : { offer, ...giver.user };
  });
  if (letter === null) return;
  const locale = parseLocale(letter.locale) ?? "tr";
  const { workspaceName: workspace, slug, email } = letter.offer;
  const { appUrl } = env();
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: "mail" });
  await sendMail(
    linkMail(letter.email, locale, `${appUrl}/w/${slug}/team`, {
      subject: t("invite_wanted.subject", { email }),
      lead: t("invite_wanted.lead", { workspace, email }),
      note: t("invite_wanted.note"),
      button: t("invite_wanted.button"),
      paste: t("link"),
      from: t("from", { host: new URL(appUrl).host }),
    }),
  );
}
