const DAY_MS = 86_400_000;

// Days are counted on the calendar alone, so the hours that a zone skips or repeats do not matter here.
const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** So many days after a day, or before it; days are `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  return new Date((numberOf(day) + days) * DAY_MS).toISOString().slice(0, 10);
}

/** How many days it is from one day to another, negative when the other is earlier. */
export function daysBetween(one: string, other: string): number {
  return numberOf(other) - numberOf(one);
}

/** Whether a day is a Saturday or a Sunday. */
export function isWeekend(day: string): boolean {
  const weekday = new Date(numberOf(day) * DAY_MS).getUTCDay();
  return weekday === 0 || weekday === 6;
}
