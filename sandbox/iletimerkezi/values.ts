const turkishMobile = /^(?:\+?90|0)?(5\d{9})$/;
const foreign = /^\+[1-9]\d{6,14}$/;

/** A recipient in one form, `+905…` or `+` and digits for other countries; null when it is not one. */
export function numberOf(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return null;
  const plain = text.replaceAll(" ", "");
  const home = turkishMobile.exec(plain)?.[1];
  if (home !== undefined) return `+90${home}`;
  return foreign.test(plain) && !plain.startsWith("+90") ? plain : null;
}

// Türkiye has kept UTC+3 the whole year since 2016.
const offsetMs = 3 * 3_600_000;

/** A time as answers write it. */
export function localTime(at: number): string {
  return new Date(at + offsetMs).toISOString().slice(0, 19).replace("T", " ");
}

function instant(year: string, month: string, day: string, time: string): number | null {
  const at = Date.parse(`${year}-${month}-${day}T${time}Z`);
  // Dates that do not exist roll over and then read differently.
  const isReal = !Number.isNaN(at) && new Date(at).toISOString().startsWith(`${year}-${month}-${day}`);
  return isReal ? at - offsetMs : null;
}

/** `yyyy-MM-dd HH:mm:ss` of Turkey as an instant. */
export function readLocalTime(value: unknown): number | null {
  const [, year = "", month = "", day = "", time = ""] =
    /^(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)$/.exec(typeof value === "string" ? value : "") ?? [];
  return year === "" ? null : instant(year, month, day, time);
}

/** `yyyy-MM-dd` of Turkey as the instant the day begins. */
export function readLocalDay(value: unknown): number | null {
  return readLocalTime(typeof value === "string" ? `${value} 00:00:00` : value);
}

/** A wish for a time of sending. `ignored`: with seconds the schedule is silently dropped. */
export type Schedule = { kind: "now" } | { kind: "at"; at: number } | { kind: "bad" };

/** Reads `sendDateTime`: a text, or an array of one as older samples have it. */
export function readSchedule(value: unknown): Schedule {
  const single: unknown = Array.isArray(value) ? (value[0] ?? "") : value;
  if (single === undefined || single === "" || single === null) return { kind: "now" };
  if (typeof single !== "string") return { kind: "bad" };
  if (/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/.test(single)) return { kind: "now" };
  const [, day = "", month = "", year = "", time = ""] = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d)$/.exec(single) ?? [];
  const at = year === "" ? null : instant(year, month, day, `${time}:00`);
  return at === null ? { kind: "bad" } : { kind: "at", at };
}

/** A whole number, written as one or as a text. */
export function countOf(value: unknown, usual: number): number | null {
  if (value === undefined) return usual;
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^-?\d{1,9}$/.test(text) ? Number(text) : null;
}
