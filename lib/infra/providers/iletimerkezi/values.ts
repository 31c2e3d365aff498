import { z } from "zod";

/** A figure as a number, or as a text that may have a decimal comma. */
export const Figure = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,15}(?:[.,]\d{1,6})?$/)
    .transform((text) => Number(text.replace(",", "."))),
]);

/** An id of the company: a number or a text, kept as a text. */
export const Id = z.union([z.number().int().nonnegative().transform(String), z.string().regex(/^\d{1,20}$/)]);

// Türkiye has kept UTC+3 the whole year since 2016, and every time on this wire is Turkish and without a zone.
const OFFSET_MS = 3 * 3_600_000;

function local(at: Date): { date: string; time: string } {
  const text = new Date(at.getTime() + OFFSET_MS).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 19) };
}

/** `dd/MM/yyyy HH:mm`. Never with seconds: the company then drops the schedule without a word and sends at once. */
export function writeSchedule(at: Date): string {
  const { date, time } = local(at);
  const [year, month, day] = date.split("-");
  return `${day}/${month}/${year} ${time.slice(0, 5)}`;
}

/** `yyyy-MM-dd HH:mm:ss`. */
export function writeTime(at: Date): string {
  const { date, time } = local(at);
  return `${date} ${time}`;
}

/** `yyyy-MM-dd`. */
export function writeDay(at: Date): string {
  return local(at).date;
}

/** Reads `yyyy-MM-dd HH:mm:ss`; null for anything else. */
export function readTime(value: unknown): Date | null {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) return null;
  const time = Date.parse(`${value.replace(" ", "T")}Z`);
  return Number.isNaN(time) ? null : new Date(time - OFFSET_MS);
}

/** A number in E.164, however the company writes it: with or without plus, country or blanks. Null when it is none. */
export function readNumber(value: unknown): string | null {
  const digits = typeof value === "string" || typeof value === "number" ? String(value).replace(/[ ()-]/g, "") : "";
  const home = /^(?:\+?90|0)?(5\d{9})$/.exec(digits)?.[1];
  if (home !== undefined) return `+90${home}`;
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null;
}
