import { createTranslator } from "use-intl/core";
import { RESET_MINUTES } from "#lib/domain/accounts/model";
import { messagesOf } from "#lib/i18n/messages";
import { hashToken, newToken } from "#lib/infra/crypto/tokens";
import type { AccountTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";
import { type Mail, sendMail } from "#lib/infra/mail";
import { mailPage } from "#lib/infra/mail-page";
import type { JobPayload } from "#lib/infra/queue";

type Occasion = JobPayload<"mail.reset">["occasion"];

/**
 * Writes and sends the mail of a `mail.reset` job. The token of its link is made here, after the job was taken, so that
 * it is never in the queue; only its hash is stored.
 *
 * Safe to repeat: each run makes a link of its own, all of them end with the first use. A job about nobody sends nothing.
 *
 * @param transact Runs work on the shared tables in one transaction: `accountJob` of the gate.
 * @throws Error when the mail server does not take the mail; the job is then tried again.
 */
export async function sendResetMail(
  transact: <T>(work: (tx: AccountTx) => Promise<T>) => Promise<T>,
  { userId, locale, occasion }: JobPayload<"mail.reset">,
): Promise<void> {
  const token = occasion === "known_address" ? null : newToken();
  const to = await transact(async ({ db }) => {
    const user = await db.user.findUnique({ where: { id: userId }, select: { email: true } });
    if (user === null) return null;
    if (token !== null) {
      const expiresAt = new Date(Date.now() + RESET_MINUTES * 60_000);
      await db.passwordReset.create({ data: { id: newId(), userId, tokenHash: hashToken(token), expiresAt } });
    }
    return user.email;
  });
  if (to === null) return;
  await sendMail(composeMail(to, locale, occasion, token));
}

function composeMail(to: string, locale: "tr" | "en", occasion: Occasion, token: string | null): Mail {
  const { appUrl } = env();
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: "mail" });
  const link = token === null ? `${appUrl}/sign-in` : `${appUrl}/reset/${token}`;
  const words = {
    lead: t(`${occasion}.lead`),
    note: t(`${occasion}.note`, { minutes: RESET_MINUTES }),
    button: t(`${occasion}.button`),
    from: t("from", { host: new URL(appUrl).host }),
  };
  return {
    to,
    subject: t(`${occasion}.subject`),
    text: [words.lead, link, words.note, words.from].join("\n\n"),
    html: mailPage(locale, link, { ...words, paste: t("link") }),
  };
}
