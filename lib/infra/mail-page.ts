import { escapeHtml } from "#lib/infra/mail";

/** The sentences of a mail with one button. */
export interface MailWords {
  readonly lead: string;
  readonly note: string;
  readonly button: string;
  readonly from: string;
  /** Stands before the address itself, for those whose button does not work. */
  readonly paste: string;
  /** Of a mail that comes again and again: what ends it, and where. */
  readonly end?: { readonly words: string; readonly link: string };
  /** What a person wrote, shown as a quotation; line breaks are kept. */
  readonly quote?: string | undefined;
}

/** Writes a mail as HTML. Plain tables and inline styles: what mail programs agree on. */
export function mailPage(locale: string, link: string, words: MailWords): string {
  const lead = escapeHtml(words.lead);
  const href = escapeHtml(link);
  const quote =
    words.quote === undefined
      ? ""
      : `<blockquote style="margin:0 0 16px;padding:8px 12px;border-left:3px solid #e6dfd9;white-space:pre-line">${escapeHtml(words.quote)}</blockquote>\n`;
  const end =
    words.end === undefined
      ? ""
      : `<br><a href="${escapeHtml(words.end.link)}" style="color:#a94312">${escapeHtml(words.end.words)}</a>`;
  return `<!doctype html>
<html lang="${locale}"><body style="margin:0;padding:24px;background:#fbf9f7;color:#1a1512;font:16px/24px system-ui,sans-serif">
<table role="presentation" width="100%"><tr><td style="max-width:520px">
<p>${lead}</p>
${quote}<p><a href="${href}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#ed844b;color:#1a1512;font-weight:600;text-decoration:none">${escapeHtml(words.button)}</a></p>
<p style="color:#6b625b;font-size:14px">${escapeHtml(words.note)}</p>
<p style="color:#6b625b;font-size:12px">${escapeHtml(words.paste)}<br><a href="${href}" style="color:#a94312">${href}</a></p>
<p style="color:#6b625b;font-size:12px">${escapeHtml(words.from)}${end}</p>
</td></tr></table></body></html>
`;
}
