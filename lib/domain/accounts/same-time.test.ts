import { beforeAll, expect, it } from "vitest";
import { requestReset } from "#lib/domain/accounts/commands/request-mail";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { emailOf, GOOD_PASSWORD, makeAccount, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { hashPassword } from "#lib/infra/crypto/password-hash";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

withQueues(useTestDatabase());

beforeAll(() => {
  // Nobody listens there: the mails are only asked for.
  process.env.SMTP_URL = "smtp://127.0.0.1:9";
});

const TRIES = 200;

async function timed(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work.catch(() => undefined);
  return performance.now() - start;
}

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** Medians of both, tried in turns, so that whatever else the machine does falls on both. */
async function medians(known: () => Promise<unknown>, unknown: () => Promise<unknown>) {
  const [one, other]: [number[], number[]] = [[], []];
  for (let n = 0; n < TRIES; n++) {
    one.push(await timed(known()));
    other.push(await timed(unknown()));
  }
  return { known: median(one), unknown: median(other) };
}

const ratio = ({ known, unknown }: { known: number; unknown: number }) =>
  Math.max(known, unknown) / Math.min(known, unknown);

// the time of a refusal does not tell whether an address has an account.
it("a wrong password takes as long for a known address as for an unknown one", async () => {
  const { email } = await makeAccount();
  const password = "a wrong password";
  const times = await medians(
    () => signIn(withAccount, { email, password }, visitFrom()),
    () => signIn(withAccount, { email: `${newId()}@ornek.com`, password }, visitFrom()),
  );
  expect(ratio(times), JSON.stringify(times)).toBeLessThan(1.1);
}, 240_000);

it("asking for a new password takes as long for a known address as for an unknown one", async () => {
  const hash = await hashPassword(GOOD_PASSWORD);
  const first = (await makeAccount(hash)).email;
  const known = [first];
  for (let n = 1; n < TRIES; n++) known.push((await makeAccount(hash)).email);
  const unknown = known.map(() => emailOf(`${newId()}@ornek.com`));
  const ask = (addresses: (typeof first)[]) => () =>
    requestReset(withAccount, { email: addresses.pop() ?? first }, visitFrom());
  const times = await medians(ask(known), ask(unknown));
  expect(ratio(times), JSON.stringify(times)).toBeLessThan(1.1);
}, 120_000);
