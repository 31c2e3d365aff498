import { type OpenRegistry, openRegistry } from "#lib/domain/consent/registry-queries";
import { formatE164, type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { scaledMs } from "#lib/infra/clock";
import type { SmsDriver } from "#lib/infra/providers/driver";
import type { ConsentRegistry } from "#lib/infra/providers/services";
import type { IysDoors } from "./register-consents.ts";
import { type Answered, writeAnswers } from "./write-answers.ts";

/** Questions of one round; a round's answers are kept together. */
const ROUND = 40;
/** The company states no limit for questions; ten a second leave it room for everything else. */
const BETWEEN_MS = 100;
const AFTER_REFUSAL_MS = 15 * 60_000;

interface Stopped {
  readonly waitMs: number;
}

/** Asks for some people, one after the other; stops at the first question that is not answered. */
async function askFor(
  consents: ConsentRegistry,
  { key, brand, audience }: OpenRegistry,
  people: readonly Msisdn[],
): Promise<{ readonly answers: readonly Answered[]; readonly stopped: Stopped | null }> {
  const answers: Answered[] = [];
  for (const msisdn of people) {
    const asked = { recipient: formatE164(msisdn), audience, channel: "sms" } as const;
    const outcome = await consents.check(key, brand, asked);
    if (outcome.kind === "refused") return { answers, stopped: { waitMs: scaledMs(AFTER_REFUSAL_MS) } };
    if (outcome.kind === "unavailable") {
      return { answers, stopped: { waitMs: outcome.retryAfterMs ?? scaledMs(AFTER_REFUSAL_MS) } };
    }
    answers.push({ msisdn, answer: outcome.value });
    await new Promise((resume) => setTimeout(resume, scaledMs(BETWEEN_MS)));
  }
  return { answers, stopped: null };
}

/**
 * Asks İYS about everybody who is wanted to be asked about, at a polite speed.
 *
 * @returns milliseconds after which to go on; null when nobody is left, or there is nobody to ask.
 */
export async function checkConsents(doors: IysDoors, driver: (provider: string) => SmsDriver): Promise<number | null> {
  for (;;) {
    const round = await doors.transact(async (tx) => ({
      registry: await openRegistry(tx),
      people: await tx.db.$queryRaw<{ msisdn: bigint }[]>`
        SELECT msisdn FROM iys_checks
        WHERE workspace_id = ${tx.workspaceId}::uuid AND (asked_at IS NULL OR asked_at < wanted_at)
        ORDER BY wanted_at LIMIT ${ROUND}::int`,
    }));
    if (round.registry === null || round.people.length === 0) return null;
    const { consents } = driver(round.registry.provider);
    if (consents === undefined) return null;
    const people = round.people.map(({ msisdn }) => msisdnFromRow(msisdn));
    const { answers, stopped } = await askFor(consents, round.registry, people);
    if (answers.length > 0) await doors.transact((tx) => writeAnswers(tx, answers));
    if (stopped !== null) return stopped.waitMs;
  }
}
