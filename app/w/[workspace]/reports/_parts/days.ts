import type { useFormatter } from "next-intl";
import type { Period } from "#lib/domain/rollups/model";

type Formatter = Pick<ReturnType<typeof useFormatter>, "dateTime" | "dateTimeRange">;

const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** A day of the calendar as people read it; it is the same day in every zone. */
export function dayWords(format: Formatter, day: string, as: "day" | "date" | "month"): string {
  const options = { timeZone: "UTC" } as const;
  if (as === "month") return format.dateTime(noon(day), { ...options, month: "short", year: "numeric" });
  return format.dateTime(noon(day), as, options);
}

/** The days of a period as people read them. */
export function periodWords(format: Formatter, { from, to }: Period): string {
  const options = { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" } as const;
  return from === to ? format.dateTime(noon(from), options) : format.dateTimeRange(noon(from), noon(to), options);
}
