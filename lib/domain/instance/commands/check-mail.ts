import { createTranslator } from "use-intl/core";
import { blotted } from "#lib/domain/instance/model";
import { messagesOf } from "#lib/i18n/messages";
import { env } from "#lib/infra/env";
import { escapeHtml, sendMail } from "#lib/infra/mail";

/** What became of a test mail: taken by the server, or what it said instead. */
export type MailCheck =
  | { readonly kind: "taken" }
  | { readonly kind: "no_server" }
  | { readonly kind: "failed"; readonly why: string };

/** Sends a test mail. The server's answer is told without addresses and secrets. */
export async function checkMail(to: string, locale: "tr" | "en"): Promise<MailCheck> {
  const { appUrl, smtpUrl } = env();
  if (smtpUrl === undefined) return { kind: "no_server" };
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: "mail" });
  const text = `${t("check.lead")}\n\n${t("from", { host: new URL(appUrl).host })}`;
  try {
    await sendMail({ to, subject: t("check.subject"), text, html: `<p>${escapeHtml(text)}</p>` });
    return { kind: "taken" };
  } catch (error) {
    return { kind: "failed", why: blotted(error instanceof Error ? error.message : "") };
  }
}
