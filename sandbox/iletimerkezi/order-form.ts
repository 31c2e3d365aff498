import { isObject } from "../answer.ts";
import type { IletimerkeziAccount } from "../companies/accounts.ts";
import { countParts } from "../segments.ts";
import { Code } from "./answers.ts";
import { numberOf, readSchedule, type Schedule } from "./values.ts";

const mostRecipients = 50_000;
const mostParts = 7;
const testSender = "APITEST";
const testText = "Bu bir test mesajidir.";

/** One text and whom it goes to. */
export type Group = { text: string; numbers: string[] };
export type ConsentList = "BIREYSEL" | "TACIR";
/** `list`: whose consent is asked for; null for an order that asks none. */
export type OrderForm = { sender: string; schedule: Schedule; list: ConsentList | null; groups: Group[] };

function senderOf(account: IletimerkeziAccount, value: unknown): string {
  if (value === undefined || value === null || value === "") throw new Code(459);
  if (typeof value !== "string" || value.length > 11 || /[çÇğĞıİöÖşŞüÜ]/.test(value)) throw new Code(460);
  if (value === testSender && account.senders.length === 0) return value;
  if (!account.senders.includes(value)) throw new Code(450);
  return value;
}

function listOf(account: IletimerkeziAccount, iys: unknown, list: unknown): ConsentList | null {
  if (iys === undefined && account.iys_optional) return null;
  if (iys === "0" || iys === 0) return null;
  if (iys !== "1" && iys !== 1) throw new Code(468);
  if (list !== "BIREYSEL" && list !== "TACIR") throw new Code(469);
  if (account.brand === null) throw new Code(470);
  return list;
}

function group(value: unknown): Group {
  if (!isObject(value)) throw new Code(454);
  const { text, receipents } = value;
  if (typeof text !== "string" || text === "") throw new Code(454);
  if (countParts(text).parts > mostParts) throw new Code(453);
  const list = isObject(receipents) ? receipents.number : undefined;
  if (!Array.isArray(list) || list.length === 0) throw new Code(452);
  const numbers = list.flatMap((one: unknown) => numberOf(one) ?? []);
  if (numbers.length === 0) throw new Code(452);
  return { text, numbers };
}

/** Reads `order` of send-sms, or refuses it with its code. */
export function readOrder(account: IletimerkeziAccount, value: unknown): OrderForm {
  if (!isObject(value)) throw new Code(400);
  const sender = senderOf(account, value.sender);
  const list = listOf(account, value.iys, value.iysList);
  if (sender === testSender && list !== null) throw new Code(450);
  const { message } = value;
  if (Array.isArray(message) && (!account.message_array || message.length === 0)) throw new Code(400);
  const groups = Array.isArray(message) ? message.map(group) : [group(message)];
  if (groups.reduce((sum, { numbers }) => sum + numbers.length, 0) > mostRecipients) throw new Code(453);
  const schedule = readSchedule(value.sendDateTime);
  if (schedule.kind === "bad") throw new Code(457);
  const sent = sender === testSender ? groups.map(({ numbers }) => ({ text: testText, numbers })) : groups;
  return { sender, schedule, list, groups: sent };
}
