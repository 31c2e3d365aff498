import { Temporal } from "temporal-polyfill";

/** A start as a person chose it, read by the clock of a zone. */
export interface StartTime {
  readonly at: Date;
  readonly zone: string;
}

/** Why no instant belongs to what was chosen: no such zone or day, or an hour that the clocks skip. */
export type StartTimeProblem = "not_a_time" | "skipped";

const written = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})\[([A-Za-z0-9_+\-/]+)\]$/;

/**
 * Finds the instant of a start such as `2026-11-20T14:30[Europe/Istanbul]`.
 *
 * Of an hour that the clocks show twice the first is meant. An hour that they skip is refused rather than moved: whoever
 * chose it is told before anything is kept.
 */
export function readStartTime(start: string): StartTime | StartTimeProblem {
  const [, clock, zone] = written.exec(start) ?? [];
  if (clock === undefined || zone === undefined) return "not_a_time";
  try {
    const wanted = Temporal.PlainDateTime.from(clock, { overflow: "reject" });
    const found = wanted.toZonedDateTime(zone, { disambiguation: "earlier" });
    if (!found.toPlainDateTime().equals(wanted)) return "skipped";
    return { at: new Date(found.epochMilliseconds), zone };
  } catch (error) {
    if (error instanceof RangeError) return "not_a_time";
    throw error;
  }
}

/** Writes a start as `readStartTime` reads it. */
export function writeStartTime({ at, zone }: StartTime): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime();
  return `${local.toString({ smallestUnit: "minute" })}[${zone}]`;
}
