import { parseEmail } from "#lib/domain/accounts/model";
import { checkMail } from "#lib/domain/instance/commands/check-mail";
import { failedJobs } from "#lib/domain/instance/health-queries";
import { accountJob, instanceJob } from "#lib/gate/job";
import { printTable, withInstance } from "./by-hand.ts";
import type { Commands } from "./command.ts";

const SHOWN = 10;

async function check(args: string[]): Promise<void> {
  const [typed = "", ...more] = args;
  const to = parseEmail(typed);
  if (to === null || more.length > 0) throw new Error("Say where to send the test mail: mail check EMAIL");
  const failures = await withInstance(async () => {
    const outcome = await checkMail(to, "en");
    await instanceJob("instance.mail_check", async () => {
      return { result: null, audit: { subject: null, detail: { outcome: outcome.kind } } };
    });
    if (outcome.kind === "no_server") throw new Error("SMTP_URL is not set. Nothing was sent.");
    if (outcome.kind === "failed") throw new Error(`The mail server did not take it: ${outcome.why}`);
    return accountJob((tx) => failedJobs(tx, SHOWN, "mail."));
  });
  console.log("The mail server took the test mail.");
  if (failures.length === 0) return;
  console.log("Last mails that could not be sent:");
  printTable(failures.map(({ failedAt, why }) => [failedAt.toISOString(), why]));
}

/** `mail`: whether mails leave. */
export const mailCommands: Commands = {
  "mail check": {
    usage: "mail check EMAIL",
    purpose: "sends a test mail, says what the server answered, and lists the last mails that failed",
    run: check,
  },
};
