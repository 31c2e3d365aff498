import { env } from "#lib/infra/env";

/** The present; handed in where a rule depends on time, so that tests may choose it. */
export interface Clock {
  now(): Date;
}

/** The clock of this machine. */
export const systemClock: Clock = { now: () => new Date() };

/** Shortens a waiting time by TIME_SCALE (1 outside tests); milliseconds in and out. */
export function scaledMs(ms: number): number {
  return Math.round(ms / env().timeScale);
}
