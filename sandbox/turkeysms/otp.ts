import { randomInt } from "node:crypto";
import type { Answer } from "../answer.ts";
import type { TurkeysmsAccount } from "../companies/accounts.ts";
import type { Incoming } from "../companies/serve.ts";
import type { World } from "../world.ts";
import { type Form, granted, Refused } from "./answers.ts";
import { type Fields, recipient, take, textOf } from "./message.ts";

const usualDigits = 4;

function codeOf(digits: unknown): string {
  const count = textOf(digits) === "" ? usualDigits : Number(textOf(digits));
  if (![4, 5, 6].includes(count)) throw new Refused("TS-1033");
  return String(randomInt(10 ** count)).padStart(count, "0");
}

/** What an OTP call sends: the usual sentence, or the caller's with its places filled. */
function textWith(code: string, own: unknown): string {
  if (own === undefined) return `Kodunuz: ${code}`;
  const text = typeof own === "string" ? own : "";
  if (text === "") throw new Refused("TS-1026");
  if (!text.includes("TS_CODE")) throw new Refused("TS-1033");
  return text.replaceAll("TS_CODE", code).replaceAll("TS-L", "\n");
}

/** Makes a code, sends it, and answers it: whoever calls has to compare. */
export function sendOtp(
  world: World,
  account: TurkeysmsAccount,
  form: Form,
  fields: Fields,
  incoming: Incoming,
  hasTitle: boolean,
  hasText: boolean,
): Answer {
  const title = hasTitle ? textOf(fields.title) : null;
  if (title === "") throw new Refused("TS-1051");
  const sender = account.senders.find(({ name }) => name === title);
  if (title !== null && sender === undefined) throw new Refused("TS-1029");
  if (sender?.active === false) throw new Refused("TS-1028");
  const code = codeOf(fields.digits);
  const text = textWith(code, hasText ? (fields.sms_text ?? "") : undefined);
  const to = recipient(fields.mobile);
  // Without a language the codes go out in Arabic, whose number is 2.
  const language = textOf(fields.lang) === "" ? 2 : fields.lang;
  const taken = take(world, account, { to, text, title, language, content: 0, call: "otp" }, incoming);
  return granted(account, form, "TS-1024", {
    otp_code: code,
    sms_id: taken.id,
    number_of_sms: taken.parts,
    sms_lang: taken.language,
    country: taken.country,
  });
}
