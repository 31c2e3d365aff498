import { beforeAll, expect, it } from "vitest";
import { requestReset } from "#lib/domain/accounts/commands/request-mail";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { emailOf, GOOD_PASSWORD, makeAccount, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { hashPassword } from "#lib/infra/crypto/password-hash";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();

beforeAll(() => {
  // Nobody listens there: the mails are only asked for.
  process.env.SMTP_URL = "smtp://127.0.0.1:9";
});

const TRIES = 100;
/** On a machine that is busy with much else 100 tries may differ by chance; what differs by itself still does after 1,000. */
const MOST_ROUNDS = 10;
const LIMIT = 1.1;

async function timed(work: Work): Promise<number> {
  const start = performance.now();
  await work().catch(() => undefined);
  return performance.now() - start;
}

type Work = () => Promise<unknown>;

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/**
 * Tries known and unknown addresses in turns, each as often first, so that whatever else the machine does falls on both.
 *
 * @returns how many times longer the slower takes than the other, by medians over 100 tries or a multiple of them.
 */
async function difference(prepare: (isKnown: boolean) => Promise<Work>): Promise<number> {
  const [known, unknown]: [number[], number[]] = [[], []];
  for (;;) {
    for (let n = 0; n < TRIES; n++) {
      for (const isKnown of n % 2 === 0 ? [true, false] : [false, true]) {
        (isKnown ? known : unknown).push(await timed(await prepare(isKnown)));
      }
    }
    const [one, other] = [median(known), median(unknown)];
    const ratio = Math.max(one, other) / Math.min(one, other);
    if (ratio < LIMIT || known.length >= TRIES * MOST_ROUNDS) return ratio;
  }
}

// the time of a refusal does not tell whether an address has an account.
it("a wrong password takes as long for a known address as for an unknown one", async () => {
  const { email } = await makeAccount();
  const password = "a wrong password";
  const ratio = await difference(async (isKnown) => {
    const address = isKnown ? email : `${newId()}@ornek.com`;
    return () => signIn(withAccount, { email: address, password }, visitFrom());
  });
  expect(ratio).toBeLessThan(LIMIT);
}, 240_000);

it("asking for a new password takes as long for a known address as for an unknown one", async () => {
  const hash = await hashPassword(GOOD_PASSWORD);
  const ratio = await difference(async (isKnown) => {
    const address = isKnown ? (await makeAccount(hash)).email : emailOf(`${newId()}@ornek.com`);
    return () => requestReset(withAccount, { email: address }, visitFrom());
  });
  expect(ratio).toBeLessThan(LIMIT);
}, 120_000);
