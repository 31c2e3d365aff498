import { type Answer, isObject, parseJson } from "../answer.ts";
import { credentialMark, type TurkeysmsAccount } from "../companies/accounts.ts";
import type { Company, Incoming } from "../companies/serve.ts";
import type { World } from "../world.ts";
import { asPhp, errorPage, type Form, granted, Refused, refused } from "./answers.ts";
import { type Fields, numberOf, readSend, take, takenAnswer, textOf } from "./message.ts";
import { sendOtp } from "./otp.ts";
import { smsStatus } from "./status.ts";

type Ask = { world: World; account: TurkeysmsAccount; form: Form; fields: Fields; incoming: Incoming };
type Handler = (ask: Ask) => Answer;

function mayCall(allowed: boolean, code: string): void {
  if (!allowed) throw new Refused(code);
}

function sendOne({ world, account, form, fields, incoming }: Ask, to: unknown, language: unknown): Answer {
  const taken = take(world, account, readSend(account, fields, to, language), incoming);
  return takenAnswer(account, form, fields, taken);
}

/** Several numbers in one text: each is taken, and the first id is all the answer holds. */
function sendSeveral(ask: Ask): Answer {
  const numbers = textOf(ask.fields.sentto)
    .split(",")
    .filter((one) => one.trim() !== "");
  if (numbers.length === 0) throw new Refused("TS-1025");
  const answers = numbers.map((to) => sendOne({ ...ask, account: current(ask) }, to, ask.fields.sms_lang));
  return answers[0] ?? refused(ask.form, "TS-1025", ask.account);
}

/** The account as the message before left it. */
function current({ world, account }: Ask): TurkeysmsAccount {
  const now = world.companies.get(account.id);
  return now?.system === "turkeysms" ? now : account;
}

const otp =
  (hasTitle: boolean, hasText: boolean): Handler =>
  ({ world, account, form, fields, incoming }) =>
    sendOtp(world, account, form, fields, incoming, hasTitle, hasText);

function status({ world, account, form, fields }: Ask): Answer {
  mayCall(account.permissions.status, "TS-1063");
  return smsStatus(world, account, form, fields);
}

function balance({ account, form }: Ask): Answer {
  mayCall(account.permissions.balance, "TS-1065");
  return granted(account, form, "TS-1040", {
    api_key: account.api_key,
    local_balance_sms: String(account.balance.local),
    international_balance_tl: String(account.balance.international),
  });
}

function senderIds({ account, form }: Ask): Answer {
  if (account.sender_list === "unreadable") return granted(account, form, "TS-1040", { list: "MAGAZA;ORNEK" });
  const names = account.senders.map(({ name }) => name);
  return granted(account, form, "TS-1040", {
    sender_ids: account.sender_list === "texts" ? names : names.map((title) => ({ title })),
  });
}

const posts: Record<string, Handler> = {
  "/api/v3/gonder/add-content": (ask) => sendOne(ask, ask.fields.sentto, ask.fields.sms_lang),
  "/api/v3/gonder_coklu_gsm/add-content": sendSeveral,
  "/api/v3/otp_post/add-content": otp(true, false),
  "/api/v3/otp_post_detailed/add-content": otp(true, true),
  "/api/v3/bakiye_sorgulama/add-content": balance,
  "/api/v3/senderid_sorgulama/add-content": senderIds,
  "/api/v3/authenticate/login": ({ account, form }) =>
    granted(account, form, "TS-1046", { user_id: account.user_id, account_name: account.name }),
  "/api/v3/sms-durumu/sms_durumu.php": status,
};

const gets: Record<string, Handler> = {
  "/api/v3/get/get.php": (ask) => sendOne(ask, ask.fields.mobile, ask.fields.lang),
  "/api/v3/otp/otp_get.php": otp(false, false),
  "/api/v3/sms-durumu/sms_durumu.php": status,
};

const sends = new Set([
  "/api/v3/gonder/add-content",
  "/api/v3/gonder_coklu_gsm/add-content",
  "/api/v3/otp_post/add-content",
  "/api/v3/otp_post_detailed/add-content",
  "/api/v3/get/get.php",
  "/api/v3/otp/otp_get.php",
]);

function fieldsOf({ method, body, query }: Incoming): Fields {
  if (method === "GET") return query;
  return isObject(body) ? { ...query, ...body } : query;
}

function formOf(fields: Fields): Form {
  return fields.response_type === "json" ? "json" : "php";
}

function permitted(account: TurkeysmsAccount, { method, path }: Incoming): void {
  if (!sends.has(path)) return;
  mayCall(
    method === "POST" ? account.permissions.post : account.permissions.get,
    method === "POST" ? "TS-1061" : "TS-1062",
  );
}

function answerFor(world: World, incoming: Incoming): Answer {
  const fields = fieldsOf(incoming);
  const form = formOf(fields);
  const handler = (incoming.method === "GET" ? gets : posts)[incoming.path];
  if (handler === undefined) return errorPage(404);
  const key = textOf(fields.api_key);
  if (key === "") return refused(form, "TS-1050");
  const account = world.companies.byApiKey(key);
  if (account === undefined) return refused(form, "TS-1031");
  try {
    mayCall(account.active, "TS-1030");
    permitted(account, incoming);
    return handler({ world, account, form, fields, incoming });
  } catch (error) {
    if (error instanceof Refused) return refused(form, error.code, account);
    throw error;
  }
}

/** The stand-in for TurkeySMS V3: one host, JSON or the text of a PHP array, HTTP 200 whatever happened. */
export const turkeysms: Company = {
  on: "turkeysms",
  look(world, incoming) {
    const fields = fieldsOf(incoming);
    const account = world.companies.byApiKey(textOf(fields.api_key));
    const written = textOf(fields.sentto ?? fields.mobile).split(",");
    return {
      workspace: account?.id ?? null,
      key: account === undefined ? null : credentialMark(account.api_key),
      recipients: written.flatMap((one) => numberOf(one) ?? []),
    };
  },
  answer: answerFor,
  isDone({ status: http, body }) {
    const value = parseJson(body);
    if (!isObject(value))
      return http === 200 && body.includes("[result] => ") && !/\[result\] => (?:false|0)/.test(body);
    return [true, "true", 1].includes(Object(value).result);
  },
  error: (http, code) => (code === undefined ? errorPage(http) : { ...refused("json", code), status: http }),
  reshape: (answer, fault) => (fault.kind === "php" ? asPhp(answer) : answer),
};
