/** When commercial messages of a workspace rest. */
export interface QuietHours {
  readonly zone: string;
  /** Minutes after midnight; both or none. A window from 21:00 until 09:00 encloses midnight. */
  readonly from: number | null;
  readonly until: number | null;
  /** Whole days, such as `2026-10-29`. */
  readonly days: readonly string[];
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** A year of days off is more than anybody may enter. */
const MOST_JUMPS = 800;

/** What clock and calendar of a zone show. */
function localTime(zone: string, at: Date): { readonly day: string; readonly minute: number } {
  const format = new Intl.DateTimeFormat("en-CA", {
    ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit" },
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: `${part.year}-${part.month}-${part.day}`, minute: Number(part.hour) * 60 + Number(part.minute) };
}

/** Minutes until the rest that holds at an instant may be over; 0 when there is none. */
function minutesLeft({ zone, from, until, days }: QuietHours, at: Date): number {
  const { day, minute } = localTime(zone, at);
  if (days.includes(day)) return DAY_MINUTES - minute;
  if (from === null || until === null) return 0;
  const isInside = from < until ? minute >= from && minute < until : minute >= from || minute < until;
  return isInside ? (until - minute + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES : 0;
}

/** Whether commercial messages rest at an instant. The function `is_quiet` of the database says the same. */
export function isQuiet(hours: QuietHours, at: Date): boolean {
  return minutesLeft(hours, at) > 0;
}

/** When the rest ends that holds at an instant; null when there is none. */
export function quietUntil(hours: QuietHours, at: Date): Date | null {
  let end = new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
  for (let jump = 0; jump < MOST_JUMPS; jump += 1) {
    const left = minutesLeft(hours, end);
    if (left === 0) return jump === 0 ? null : end;
    end = new Date(end.getTime() + left * MINUTE_MS);
  }
  return end;
}

/** When the next rest begins after an instant at which there is none, if that is within so many minutes; else null. */
export function quietFrom(hours: QuietHours, at: Date, withinMinutes: number): Date | null {
  const { minute } = localTime(hours.zone, at);
  const start = Math.floor(at.getTime() / MINUTE_MS);
  const untilNightfall = hours.from === null ? [] : [(hours.from - minute + DAY_MINUTES) % DAY_MINUTES];
  const midnights = Array.from(
    { length: Math.ceil(withinMinutes / DAY_MINUTES) + 1 },
    (_, day) => DAY_MINUTES * (day + 1) - minute,
  );
  // Where the clocks change on the way a rest begins an hour off what is counted here; it is looked for around as well.
  const candidates = [...untilNightfall, ...midnights].flatMap((left) => [left - 60, left, left + 60]);
  const begins = candidates
    .filter((left) => left >= 0 && left <= withinMinutes)
    .sort((one, other) => one - other)
    .map((left) => new Date((start + left) * MINUTE_MS));
  return begins.find((begin) => isQuiet(hours, begin)) ?? null;
}
