import { createTranslator } from "use-intl/core";
import { linkMail } from "#lib/domain/team/commands/link-mail";
import { INVITE_DAYS } from "#lib/domain/team/model";
import { readOffer } from "#lib/domain/team/queries";
import { parseLocale } from "#lib/i18n/locale";
import { messagesOf } from "#lib/i18n/messages";
import { hashToken, newToken } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { sendMail } from "#lib/infra/mail";

import type { JobPayload } from "#lib/infra/queue";

/**
 * Writes and sends the mail of a `mail.invite` job. The token of its link is made here, so that it is never in the queue;
 * only its hash is stored, and it takes the place of the one before.
 *
 * Safe to repeat: the link of the last mail works. An invitation that was answered or taken back meanwhile sends nothing.
 *
 * @param transact Runs work in one transaction of the workspace.
 * @throws Error when the mail server does not take the mail; the job is then tried again.
 */
export async function sendInviteMail(
  transact: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  { inviteId }: JobPayload<"mail.invite">,
): Promise<void> {
  const token = newToken();
  const letter = await transact(async (tx) => {
    const { workspaceId, db } = tx;
    const now = new Date();
    const { count } = await db.invite.updateMany({
      where: { workspaceId, id: inviteId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      data: { tokenHash: hashToken(token) },
    });
    if (count !== 1) return null;
    const { locale } = await db.invite.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id: inviteId } },
      select: { locale: true },
    });
    return { locale, offer: await readOffer(tx, inviteId, now) };
  });
  if (letter === null) return;
  const locale = parseLocale(letter.locale) ?? "tr";
  const { workspaceName: workspace, by, email, role } = letter.offer;
  const { appUrl } = env();
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: "mail" });
  await sendMail(
    linkMail(email, locale, `${appUrl}/invite/${token}`, {
      subject: t("invite.subject", { workspace }),
      lead: t("invite.lead", { workspace, by, role }),
      note: t("invite.note", { days: INVITE_DAYS, email }),
      button: t("invite.button"),
      paste: t("link"),
      from: t("from", { host: new URL(appUrl).host }),
    }),
  );
}
