import { SMTPServer } from "smtp-server";
import type { Mailbox } from "./mailbox.ts";

const maxMailBytes = 10_485_760;

/** A mail server without accounts or TLS that keeps every letter in the mailbox. */
export function smtpListener(mailbox: Mailbox): SMTPServer {
  return new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: maxMailBytes,
    banner: "sandbox mailbox, nothing is delivered",
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (stream.sizeExceeded)
          return callback(Object.assign(new Error("The mail is too large."), { responseCode: 552 }));
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        mailbox
          .take(
            Buffer.concat(chunks),
            from,
            rcptTo.map((recipient) => recipient.address),
          )
          .then(
            (mail) => callback(null, `stored as ${mail.id}`),
            (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
          );
      });
    },
  });
}
