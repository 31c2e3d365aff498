import { type Answer, isObject, json, parseJson } from "../answer.ts";
import type { TurkeysmsAccount } from "../companies/accounts.ts";

const messages: Record<string, string> = {
  "TS-1022": "Number did not receive the message",
  "TS-1023": "Number is out of coverage",
  "TS-1024": "The message was sent successfully",
  "TS-1025": "The phone number is empty",
  "TS-1026": "The message text is empty",
  "TS-1027": "The balance is not enough",
  "TS-1028": "The sender id is not active",
  "TS-1029": "The sender id does not exist",
  "TS-1030": "The account is not active",
  "TS-1031": "The api key is not valid",
  "TS-1032": "Foreign numbers are not enabled for the account",
  "TS-1033": "The data is not correct",
  "TS-1034": "The phone number is not valid",
  "TS-1040": "operation_success",
  "TS-1046": "operation_success",
  "TS-1050": "The api key is empty",
  "TS-1051": "The sender id is empty",
  "TS-1052": "The message id is empty",
  "TS-1060": "The limit of the last minute is exceeded",
  "TS-1061": "The key may not send by POST",
  "TS-1062": "The key may not send by GET",
  "TS-1063": "The key may not check the status",
  "TS-1064": "The status was checked",
  "TS-1065": "The key may not read the balance",
  "TS-1070": "The date of the schedule is missing or not valid",
  "TS-1071": "The time of the schedule is missing or not valid",
  "TS-1072": "The schedule is in the past",
};

/** A refusal of the API; it comes with HTTP 200. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(messages[code] ?? code);
    this.code = code;
  }
}

/** Whether the caller asked for JSON. Without it the answer is the text of a PHP array. */
export type Form = "json" | "php";

function dump(value: unknown, indent: string): string {
  if (!isObject(value) && !Array.isArray(value)) return String(value);
  const fields = Object.entries(value).map(
    ([name, field]) => `${indent}    [${name}] => ${dump(field, `${indent}        `)}\n`,
  );
  return `Array\n${indent}(\n${fields.join("")}${indent})\n`;
}

/** The same answer as PHP prints it. */
export function asPhp(answer: Answer): Answer {
  const value = parseJson(answer.body);
  const headers = { ...answer.headers, "content-type": "text/html; charset=UTF-8" };
  return { ...answer, headers, body: dump(value ?? answer.body, "") };
}

function formed(form: Form, value: Record<string, unknown>): Answer {
  const answer = json(200, value);
  return form === "json" ? answer : asPhp(answer);
}

const truths = { boolean: [true, false], text: ["true", "false"], number: [1, 0] } as const;

function numbersAs(account: TurkeysmsAccount, value: unknown): unknown {
  return typeof value === "number" && account.numbers === "text" ? String(value) : value;
}

/** A success with its code, in the types the account is switched to. */
export function granted(
  account: TurkeysmsAccount,
  form: Form,
  code: string,
  data: Record<string, unknown> = {},
): Answer {
  const fields = Object.entries(data).map(([name, value]) => [name, numbersAs(account, value)]);
  const result = truths[account.result][0];
  return formed(form, { result, result_code: code, result_message: messages[code], ...Object.fromEntries(fields) });
}

/** A refusal with its code. */
export function refused(form: Form, code: string, account?: TurkeysmsAccount): Answer {
  const result = truths[account?.result ?? "boolean"][1];
  return formed(form, { result, result_code: code, result_message: messages[code] ?? code });
}

/** An error of the server in front: a web page, as such servers answer. */
export function errorPage(status: number): Answer {
  const body = `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`;
  return { status, headers: { "content-type": "text/html" }, body };
}
