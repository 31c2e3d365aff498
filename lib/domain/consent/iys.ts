import { dayAfter, isWeekend } from "#lib/domain/days";
import type { ConsentSource } from "./model.ts";

/** What became of a person's latest word at İYS. */
export const iysStates = ["none", "waiting", "registered", "refused", "late"] as const;

/** What became of a person's latest word at İYS. */
export type IysState = (typeof iysStates)[number];

/** What İYS says of somebody: a word on record there, none of this kind, or nobody it knows. */
export const iysAnswers = ["granted", "refused", "none", "unknown"] as const;

/** What İYS says of somebody. */
export type IysAnswer = (typeof iysAnswers)[number];

/** To whom the brand speaks: people (BİREYSEL) or merchants (TACİR). */
export const iysAudiences = ["individual", "merchant"] as const;

/** Source of a word in the vocabulary of İYS; null for what İYS has no name for, or what came from there. */
export const iysSourceOf = {
  store: "HS_FIZIKSEL_ORTAM",
  website_form: "HS_WEB",
  paper: "HS_ISLAK_IMZA",
  phone_call: "HS_CAGRI_MERKEZI",
  message: "HS_MESAJ",
  event: "HS_ETKINLIK",
  mobile_app: "HS_MOBIL",
  iys: null,
  other: null,
} as const satisfies Record<ConsentSource, string | null>;

/** Within how many business days a word must be at İYS. Source: Regulation on commercial messages. */
const reportWithinBusinessDays = 3;

function isBusinessDay(day: string, daysOff: ReadonlySet<string>): boolean {
  return !isWeekend(day) && !daysOff.has(day);
}

/** The last day on which a word given on a day may still be reported, as `2026-11-21`. */
export function reportUntil(givenOn: string, daysOff: readonly string[]): string {
  const off = new Set(daysOff);
  let day = givenOn;
  for (let left = reportWithinBusinessDays; left > 0; ) {
    day = dayAfter(day, 1);
    if (isBusinessDay(day, off)) left -= 1;
  }
  return day;
}

/** How many business days are left from a day until the deadline, 0 on its last day; -1 when it is over. */
export function businessDaysLeft(givenOn: string, today: string, daysOff: readonly string[]): number {
  const until = reportUntil(givenOn, daysOff);
  if (today > until) return -1;
  const off = new Set(daysOff);
  let left = 0;
  for (let day = dayAfter(today, 1); day <= until; day = dayAfter(day, 1)) if (isBusinessDay(day, off)) left += 1;
  return left;
}
