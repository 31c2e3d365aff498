import type { Answer } from "../answer.ts";
import type { TurkeysmsAccount } from "../companies/accounts.ts";
import { journey } from "../outcomes.ts";
import { lastTwoDigits } from "../recipients.ts";
import type { World } from "../world.ts";
import { type Form, granted, Refused } from "./answers.ts";
import { type Fields, seqOf, textOf } from "./message.ts";

const words: Record<string, string> = {
  "TS-1022": "Number did not receive the message",
  "TS-1023": "Number is out of coverage, not received yet",
  "TS-1024": "Number received the message",
  "TS-1064": "The message is being sent",
};

const comesBackMs = 20_000;

function codeFor(world: World, account: TurkeysmsAccount, to: string, at: number, now: number): string {
  const ending = account.endings ? lastTwoDigits(to) : 0;
  // 98 is out of coverage for good, 96 comes back into it.
  if (ending === 98) return "TS-1023";
  if (ending === 96) return now - at < comesBackMs / world.timeScale ? "TS-1023" : "TS-1024";
  const { status } = journey(to, at, now, world.timeScale, false, account.endings);
  if (status === "delivered") return "TS-1024";
  return status === "failed" || status === "rejected" ? "TS-1022" : "TS-1064";
}

/** The status of one message; its date and time are those of Türkiye. */
export function smsStatus(world: World, account: TurkeysmsAccount, form: Form, fields: Fields): Answer {
  const id = textOf(fields.sms_id);
  if (id === "") throw new Refused("TS-1052");
  const line = world.ledger.read(seqOf(id));
  if (line === null || line.workspace !== account.id) throw new Refused(account.unknown_id);
  const at = Date.parse(line.at);
  const local = new Date(at + 3 * 3_600_000).toISOString();
  const code = codeFor(world, account, line.to, at, Date.now());
  return granted(account, form, "TS-1064", {
    sender_id: line.sender ?? "",
    date_of_sending: local.slice(0, 10),
    time_of_sending: local.slice(11, 19),
    sms_status: words[code],
    sms_status_code: code,
    sms_balance: `${line.segments} SMS`,
    operator: "Turkcell",
  });
}
