const SHORTEST_MS = 1_000;
const LONGEST_MS = 15 * 60_000;

const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d/;

/**
 * Reads a Retry-After header (RFC 9110 10.2.3): seconds or an HTTP date.
 *
 * @returns Milliseconds to wait, between one second and fifteen minutes; null when there is none or it makes no sense
 * (negative, in the past, not a number), so that the caller's own backoff applies.
 */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? "";
  const seconds = /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  const wait = HTTP_DATE.test(text) ? Date.parse(text) - now.getTime() : seconds * 1000;
  if (Number.isNaN(wait) || wait < 0) return null;
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(wait)));
}
