import { DomainError } from "#lib/domain/errors";
import { testsPerHour } from "#lib/domain/test-sends/model";
import { countAgainst } from "#lib/infra/rate-limit";

/**
 * Counts one code or test of a person; every replica sees the same count.
 *
 * @throws DomainError `test.too_many` with the minutes to wait.
 */
export async function countSend(userId: string): Promise<void> {
  const verdict = await countAgainst(testsPerHour, userId);
  if (!verdict.allowed) throw new DomainError("test.too_many", { minutes: Math.ceil(verdict.retryAfterSeconds / 60) });
}
