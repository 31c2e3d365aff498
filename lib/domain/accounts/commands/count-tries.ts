import type { TryLimit } from "#lib/domain/accounts/try-limits";
import { DomainError } from "#lib/domain/errors";
import { hashToken } from "#lib/infra/crypto/tokens";
import { clearRate, countAgainst, takeBack } from "#lib/infra/rate-limit";

/** What tries are counted for. Only its hash is stored, so the counters hold no addresses of people. */
export type TryKey = readonly string[];

const storedKey = (key: TryKey) => Buffer.from(hashToken(key.join("\n"))).toString("base64url");

function tooManyTries(seconds: number): DomainError {
  return new DomainError("account.too_many_tries", { seconds, minutes: seconds < 90 ? 0 : Math.ceil(seconds / 60) });
}

/**
 * Counts one try against limits, the shortest first. A refused try does not count against the longer ones.
 *
 * @throws DomainError `account.too_many_tries` with how long to wait, in `seconds`, and in `minutes` from 90 s on.
 */
export async function countTry(limits: readonly TryLimit[], key: TryKey): Promise<void> {
  for (const limit of limits) {
    const verdict = await countAgainst(limit, storedKey(key));
    if (!verdict.allowed) throw tooManyTries(verdict.retryAfterSeconds);
  }
}

/** Forgets the tries for a key, after a success. */
export async function forgetTries(limits: readonly TryLimit[], key: TryKey): Promise<void> {
  await Promise.all(limits.map((limit) => clearRate(limit, storedKey(key))));
}

/** Takes one try back that turned out right. */
export async function takeTryBack(limits: readonly TryLimit[], key: TryKey): Promise<void> {
  await Promise.all(limits.map((limit) => takeBack(limit, storedKey(key))));
}
