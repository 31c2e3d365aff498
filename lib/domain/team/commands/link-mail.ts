import type { Mail } from "#lib/infra/mail";
import { type MailWords, mailPage } from "#lib/infra/mail-page";

/** Writes a mail of the team, as text and as HTML. */
export function linkMail(to: string, locale: string, link: string, words: MailWords & { subject: string }): Mail {
  const { subject, lead, note, from } = words;
  return { to, subject, text: [lead, link, note, from].join("\n\n"), html: mailPage(locale, link, words) };
}
