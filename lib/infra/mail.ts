import { env } from "#lib/infra/env";

/** A mail as it is handed to the server: the same words as plain text and as simple HTML. */
export interface Mail {
  /** One address in its normal form. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Of a mail that comes again and again: where a mail program turns it off for the person, by a POST without a question. */
  readonly endedAt?: string;
}

/**
 * Hands a mail to the server of `SMTP_URL`.
 *
 * @throws Error when there is no server, it refuses, or it does not answer within the limits below; a mail may then
 * still have gone out, so sending again must be harmless.
 */
export async function sendMail({ endedAt, ...mail }: Mail): Promise<void> {
  const { smtpUrl, mailFrom } = env();
  if (smtpUrl === undefined) throw new Error("SMTP_URL is not set");
  // Ten megabytes of a process that may never send one.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      ...mail,
      from: mailFrom,
      // RFC 3834: asks out-of-office replies to stay away.
      headers: {
        ...{ "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        // RFC 2369 and RFC 8058.
        ...(endedAt !== undefined && {
          ...{ "List-Unsubscribe": `<${endedAt}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
        }),
      },
    });
  } finally {
    transport.close();
  }
}

/** Writes a text for HTML: what a person typed must not become markup. */
export function escapeHtml(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
