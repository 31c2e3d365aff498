import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { appPool } from "#lib/infra/db/pools";

/** How often a thing may happen: `points` in `seconds`, then refused until the window ends. */
export interface RateRule {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

const limiters = new Map<string, RateLimiterPostgres>();

function limiterOf(rule: RateRule): RateLimiterPostgres {
  const known = limiters.get(rule.name);
  if (known !== undefined) return known;
  const limiter = new RateLimiterPostgres({
    storeClient: appPool(),
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: rule.name,
    points: rule.points,
    duration: rule.seconds,
    clearExpiredByTimeout: false,
  });
  limiters.set(rule.name, limiter);
  return limiter;
}

/** The answer of a limit: free to go, or how long to wait. */
export type RateVerdict = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterSeconds: number };

/**
 * Counts one event for a key in the shared store, so that every replica sees it.
 *
 * @throws what the database throws: a limit that can't be read must not read as "allowed".
 */
export async function countAgainst(rule: RateRule, key: string): Promise<RateVerdict> {
  try {
    await limiterOf(rule).consume(key);
    return { allowed: true };
  } catch (error) {
    if (error instanceof RateLimiterRes)
      return { allowed: false, retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000) };
    throw error;
  }
}

/** Forgets what was counted for a key, after a success. */
export async function clearRate(rule: RateRule, key: string): Promise<void> {
  await limiterOf(rule).delete(key);
}

/** Takes one event back that turned out not to count. */
export async function takeBack(rule: RateRule, key: string): Promise<void> {
  await limiterOf(rule).reward(key);
}
