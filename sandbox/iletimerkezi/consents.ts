import { z } from "zod";
import { type Answer, isObject } from "../answer.ts";
import type { IletimerkeziAccount } from "../companies/accounts.ts";
import { Consent } from "../companies/companies.ts";
import type { World } from "../world.ts";
import { Code, success } from "./answers.ts";
import { numberOf, readLocalTime } from "./values.ts";

const mostRecords = 5_000;
const oldestMs = 3 * 86_400_000;
const sources = [
  "HS_KARAR",
  "HS_FIZIKSEL_ORTAM",
  "HS_ISLAK_IMZA",
  "HS_ETKINLIK",
  "HS_ATM",
  "HS_EORTAM",
  "HS_WEB",
  "HS_MOBIL",
  "HS_MESAJ",
  "HS_EPOSTA",
  "HS_CAGRI_MERKEZI",
  "HS_SOSYAL_MEDYA",
] as const;

const { recipientType, type, status } = Consent.shape;
const Entry = z.object({
  recipient: z.string(),
  recipientType,
  type,
  status,
  source: z.enum(sources),
  consentDate: z.string(),
});

function recipientOf(value: string, kind: string): string | null {
  if (kind === "EPOSTA") return z.email().safeParse(value).data ?? null;
  return numberOf(value);
}

function entryOf(account: IletimerkeziAccount, value: unknown, now: number): Consent {
  const read = Entry.safeParse(value);
  if (!read.success) throw new Code(422);
  const recipient = recipientOf(read.data.recipient, read.data.type);
  const at = readLocalTime(read.data.consentDate);
  if (recipient === null || at === null || at > now || now - at > oldestMs) throw new Code(422);
  return { account: account.id, ...read.data, recipient };
}

function subscribed(account: IletimerkeziAccount): string {
  if (account.brand === null) throw new Code(403);
  return account.brand;
}

/** `POST /v1/consent/create/json`: all records or none. */
export function createConsents(world: World, account: IletimerkeziAccount, wanted: unknown): Answer {
  const brand = subscribed(account);
  if (!isObject(wanted) || String(wanted.brandCode) !== brand || !Array.isArray(wanted.list)) throw new Code(422);
  if (wanted.list.length < 1 || wanted.list.length > mostRecords) throw new Code(422);
  const now = Date.now();
  const entries = wanted.list.map((one: unknown) => entryOf(account, one, now));
  for (const entry of entries) world.companies.record(entry);
  return success(account);
}

const Question = z.object({
  brandCode: z.union([z.string(), z.number()]).transform(String),
  recipient: z.string(),
  recipientType,
  type,
});

/** `POST /v1/consent/show/json`: the latest record, an empty array where there is none, 422 for a stranger. */
export function showConsent(world: World, account: IletimerkeziAccount, wanted: unknown): Answer {
  const brand = subscribed(account);
  const read = Question.safeParse(wanted);
  const recipient = read.success ? recipientOf(read.data.recipient, read.data.type) : null;
  if (!read.success || recipient === null) throw new Code(422);
  if (read.data.brandCode !== brand) return success(account, { consent: [] });
  const known = world.companies.consents(account.id, recipient);
  if (known.length === 0) throw new Code(422);
  const record = known.find((one) => one.type === read.data.type && one.recipientType === read.data.recipientType);
  if (record === undefined) return success(account, { consent: [] });
  const { account: _account, ...shown } = record;
  return success(account, { consent: { brandCode: brand, ...shown } });
}
