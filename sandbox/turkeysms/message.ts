import type { Answer } from "../answer.ts";
import { credentialMark, type TurkeysmsAccount } from "../companies/accounts.ts";
import type { Incoming } from "../companies/serve.ts";
import { countParts } from "../segments.ts";
import type { World } from "../world.ts";
import { type Form, granted, Refused } from "./answers.ts";

const mostParts = 7;
const foreignPrice = 1.5;
const firstId = 1_000_000_000;

const languages = ["English", "Turkish", "Arabic"];
const contents = ["Transactional", "High quality", "Advertising"];

export type Fields = Record<string, unknown>;

/** A field as text; numbers count as what they are written as. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" ? String(value) : "";
}

/** E.164 of what a caller wrote: digits only, with or without the 90 of Türkiye; null when it is no number. */
export function numberOf(value: unknown): string | null {
  const text = textOf(value);
  const home = /^(?:90)?(5\d{9})$/.exec(text)?.[1];
  if (home !== undefined) return `+90${home}`;
  return /^[1-9]\d{7,14}$/.test(text) && !/^(?:90|5\d{9}$)/.test(text) ? `+${text}` : null;
}

/** The number of a choice such as a language; an unset one has its usual value. */
function choice(value: unknown, usual: number): number {
  const text = textOf(value);
  if (text === "") return usual;
  if (!/^[012]$/.test(text)) throw new Refused("TS-1033");
  return Number(text);
}

export type Message = {
  to: string;
  text: string;
  title: string | null;
  language: unknown;
  content: unknown;
  call: "single" | "otp";
};

function titleOf(account: TurkeysmsAccount, value: unknown): string {
  const title = textOf(value);
  if (title === "") throw new Refused("TS-1051");
  const sender = account.senders.find(({ name }) => name === title);
  if (sender === undefined) throw new Refused("TS-1029");
  if (!sender.active) throw new Refused("TS-1028");
  return title;
}

function scheduled(fields: Fields): void {
  if (textOf(fields.scheduled_sms) !== "1") return;
  const [date, time] = [textOf(fields.scheduled_date), textOf(fields.scheduled_time)];
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) throw new Refused("TS-1070");
  if (!/^\d\d:\d\d$/.test(time) || Number.isNaN(Date.parse(`${date}T${time}:00Z`))) throw new Refused("TS-1071");
  if (Date.parse(`${date}T${time}:00+03:00`) < Date.now()) throw new Refused("TS-1072");
  throw new Refused("TS-1033");
}

/** Reads the fields of a send, in the order the service complains about them. */
export function readSend(account: TurkeysmsAccount, fields: Fields, to: unknown, language: unknown): Message {
  const title = titleOf(account, fields.title);
  const text = typeof fields.text === "string" ? fields.text : "";
  if (text.trim() === "") throw new Refused("TS-1026");
  scheduled(fields);
  return { to: recipient(to), text, title, language, content: fields.content_type, call: "single" };
}

export function recipient(value: unknown): string {
  if (textOf(value) === "") throw new Refused("TS-1025");
  const number = numberOf(value);
  if (number === null) throw new Refused("TS-1034");
  return number;
}

function paid(account: TurkeysmsAccount, to: string, parts: number): TurkeysmsAccount {
  const { balance } = account;
  if (to.startsWith("+90")) {
    if (balance.local < parts) throw new Refused("TS-1027");
    return { ...account, balance: { ...balance, local: balance.local - parts } };
  }
  if (!account.international) throw new Refused("TS-1032");
  if (balance.international < foreignPrice * parts) throw new Refused("TS-1027");
  return { ...account, balance: { ...balance, international: balance.international - foreignPrice * parts } };
}

export type Taken = {
  id: string;
  parts: number;
  lastMinute: number;
  language: string;
  content: string;
  country: string;
};

/** Takes one message: writes it down and only then says so. */
export function take(world: World, account: TurkeysmsAccount, message: Message, incoming: Incoming): Taken {
  const language = languages[choice(message.language, 0)] ?? "";
  const content = contents[choice(message.content, 0)] ?? "";
  const { parts } = countParts(message.text);
  if (parts > mostParts) throw new Refused("TS-1033");
  const switched = world.faults.refusal(incoming.seen, message.to);
  if (switched !== null) throw new Refused(switched);
  const now = Date.now();
  if (account.per_minute !== "off" && world.flow.lastMinute(account.id, now) >= account.per_minute) {
    throw new Refused("TS-1060");
  }
  const after = paid(account, message.to, parts);
  const seq = world.ledger.length + 1;
  const row = {
    api: "turkeysms" as const,
    workspace: account.id,
    key: credentialMark(account.api_key),
    to: message.to,
    toAsSent: message.to,
    body: message.text,
    template: null,
    sender: message.title,
    provider: "turkeysms",
    iys: content === "Advertising",
    call: message.call,
    refused: null,
  };
  world.ledger.append([row], now, incoming.requestId);
  world.companies.put(after);
  const lastMinute = world.flow.count(account.id, now);
  const country = message.to.startsWith("+90") ? "Turkey-TR" : "International";
  return { id: String(firstId + seq), parts, lastMinute, language, content, country };
}

/** The ledger line number behind an id that was answered. */
export function seqOf(id: string): number {
  return /^\d{10,12}$/.test(id) ? Number(id) - firstId : 0;
}

/** Whether the caller wants the details: 1 or nothing; 0 hides them, and so does 2 in older samples. */
function wantsReport(fields: Fields): boolean {
  return !["0", "2"].includes(textOf(fields.report));
}

/** What a taken message answers, with its details or without. */
export function takenAnswer(account: TurkeysmsAccount, form: Form, fields: Fields, taken: Taken): Answer {
  if (!wantsReport(fields)) return granted(account, form, "TS-1024");
  const id = account.id_at === "data" ? { data: { sms_id: taken.id } } : { sms_id: taken.id };
  return granted(account, form, "TS-1024", {
    ...id,
    total_has_sent_last_1_min: taken.lastMinute,
    number_of_sms: taken.parts,
    sms_lang: taken.language,
    content_type: taken.content,
    country: taken.country,
  });
}
