/** SQL: how far ahead calls may be booked. Within it workers wait in their hands; beyond it they turn to other work. */
export const RATE_AHEAD = "interval '1 second'";
