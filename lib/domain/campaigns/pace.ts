/** How fast a campaign goes out; both null: as fast as the provider takes it. */
export interface PaceWish {
  /** Hours over which it is spread. */
  readonly spreadHours: number | null;
  /** Most people a minute. */
  readonly perMinute: number | null;
}

/** Longest time a campaign may be spread over. */
export const MOST_SPREAD_HOURS = 24;

/** Most people a minute that may be asked for. */
export const MOST_PER_MINUTE = 60_000;

/** People a minute that a wish comes to for so many people; null without a wish. Of two wishes the slower one holds. */
export function paceOf({ spreadHours, perMinute }: PaceWish, people: number): number | null {
  const spread = spreadHours === null ? null : people / (spreadHours * 60);
  if (spread === null || spread <= 0) return perMinute;
  return perMinute === null ? spread : Math.min(spread, perMinute);
}

/** Whole minutes that so many people take at a pace. */
export function minutesAt(pace: number, people: number): number {
  return Math.max(1, Math.ceil(people / pace));
}
