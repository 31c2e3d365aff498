import type { Rate } from "./workspaces.ts";

/** A token bucket for each key. */
export class RateLimits {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** Takes one token; false when the bucket is empty. */
  allows(key: string, rate: Rate, now: number): boolean {
    if (rate === "off") return true;
    const bucket = this.#buckets.get(key) ?? { tokens: rate.burst, at: now };
    const refilled = Math.min(rate.burst, bucket.tokens + ((now - bucket.at) / 1_000) * rate.per_second);
    const allowed = refilled >= 1;
    this.#buckets.set(key, { tokens: allowed ? refilled - 1 : refilled, at: now });
    return allowed;
  }

  clear(): void {
    this.#buckets.clear();
  }
}
