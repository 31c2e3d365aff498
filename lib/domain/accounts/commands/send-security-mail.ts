import { createFormatter, createTranslator } from "use-intl/core";
import { deviceName } from "#lib/domain/accounts/device-name";
import { isMailed, securityKind } from "#lib/domain/accounts/security";
import { parseLocale } from "#lib/i18n/locale";
import { messagesOf } from "#lib/i18n/messages";
import type { AccountTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { sendMail } from "#lib/infra/mail";
import { mailPage } from "#lib/infra/mail-page";
import type { JobPayload } from "#lib/infra/queue";

/**
 * Tells a person what happened to the safety of their account. Safe to repeat: at worst it is told twice.
 *
 * @throws Error when the mail server does not take the mail; the job is then tried again.
 */
export async function sendSecurityMail(
  transact: <T>(work: (tx: AccountTx) => Promise<T>) => Promise<T>,
  { eventId }: JobPayload<"mail.security">,
): Promise<void> {
  const event = await transact(({ db }) =>
    db.securityEvent.findUnique({
      where: { id: eventId },
      include: { user: { select: { email: true, locale: true } } },
    }),
  );
  const kind = securityKind(event?.kind ?? "");
  if (event === null || kind === null || !isMailed(kind)) return;
  const { appUrl } = env();
  const locale = parseLocale(event.user.locale) ?? "tr";
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: "mail" });
  const format = createFormatter({ locale, timeZone: "Europe/Istanbul" });
  const device = deviceName(event.userAgent);
  const at = format.dateTime(event.createdAt, { dateStyle: "long", timeStyle: "short" });
  const link = `${appUrl}/account`;
  const words = {
    lead: t(`security.${kind}`, { subject: event.subject ?? "" }),
    note: t("security.note", {
      at,
      device: device === null ? t("security.unknown") : `${device.browser}, ${device.system}`,
    }),
    button: t("security.button"),
    paste: t("link"),
    from: t("from", { host: new URL(appUrl).host }),
  };
  await sendMail({
    to: event.user.email,
    subject: t("security.subject"),
    text: [words.lead, words.note, link, words.from].join("\n\n"),
    html: mailPage(locale, link, words),
  });
}
