/** A start as it is written: what the clock of a zone shows, such as `2026-11-20T14:30[Europe/Istanbul]`. */
export interface WallClock {
  /** As a field for date and time holds it. */
  readonly clock: string;
  readonly zone: string;
}

/** Takes a written start apart. */
export function readWallClock(start: string): WallClock {
  const [clock = "", zone = ""] = start.split(/[[\]]/);
  return { clock, zone };
}

/** Puts a start together. */
export function writeWallClock({ clock, zone }: WallClock): string {
  return `${clock}[${zone}]`;
}

/** What the clock of a zone shows at an instant, as a field for date and time holds it. */
export function clockAt(zone: string, at: Date): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    ...{ timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
    hourCycle: "h23",
  });
  return format.format(at).replace(" ", "T");
}

/** The next full hour that is at least an hour away: what somebody who wants "later" is offered first. */
export function nextHour(zone: string, now: Date): string {
  const HOUR_MS = 3_600_000;
  return `${clockAt(zone, new Date(now.getTime() + 2 * HOUR_MS)).slice(0, 14)}00`;
}

/** A date that shows, printed as UTC, what the clock shows. Only to print it: the instant is the server's to find. */
export function printable(clock: string): Date | null {
  const at = new Date(`${clock}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}
