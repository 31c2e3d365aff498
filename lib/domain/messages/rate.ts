/** How far ahead calls may be booked. Within it workers wait in their hands; beyond it they turn to other work. */
export const RATE_AHEAD_MS = 1_000;
/** The same, as SQL. */
export const RATE_AHEAD = `interval '${RATE_AHEAD_MS} milliseconds'`;

/**
 * Turns that were missed, because this machine was busy, may still be taken for so long. Without it every delay is lost for good;
 * much more and the provider would see a leap.
 */
export const RATE_LATE = "interval '200 milliseconds'";

/** Minutes of a campaign's own pace that one call takes at most, so that a slow campaign trickles instead of leaping. */
export const PACE_MINUTES = 0.05;
