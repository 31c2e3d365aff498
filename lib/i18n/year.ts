/** The year as a part of a date, where it is not the one that the clock of the zone shows now: else a wrong one is not seen. */
export function yearIfOther(at: Date, timeZone: string, now = new Date()): { readonly year?: "numeric" } {
  const format = new Intl.DateTimeFormat("en", { year: "numeric", timeZone });
  return format.format(at) === format.format(now) ? {} : { year: "numeric" };
}
