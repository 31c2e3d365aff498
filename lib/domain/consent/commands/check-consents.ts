import { type OpenRegistry, openRegistry } from "#lib/domain/consent/registry-queries";
import { formatE164, type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { scaledMs } from "#lib/infra/clock";
import type { TenantTx } from "#lib/infra/db/tenant";
import type { SmsDriver } from "#lib/infra/providers/driver";
import type { ConsentRegistry } from "#lib/infra/providers/services";
import type { IysDoors } from "./register-consents.ts";
import { type Answered, writeAnswers } from "./write-answers.ts";

/** Questions of one round; a round's answers are kept together. */
const ROUND = 40;
/** The company states no limit for questions; ten a second leave it room for everything else. */
const BETWEEN_MS = 100;
const AFTER_REFUSAL_MS = 15 * 60_000;
/** One question a minute finds out that it answers again; campaigns may be waiting for it. */
const AFTER_SILENCE_MS = 60_000;

/** Why a round ended early, and when to go on. */
interface Stopped {
  readonly waitMs: number;
  readonly code: string;
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
    if (outcome.kind === "refused") {
      return { answers, stopped: { waitMs: scaledMs(AFTER_REFUSAL_MS), code: outcome.reason } };
    }
    if (outcome.kind === "unavailable") {
      return { answers, stopped: { waitMs: outcome.retryAfterMs ?? scaledMs(AFTER_SILENCE_MS), code: "silent" } };
    }
    answers.push({ msisdn, answer: outcome.value });
    await new Promise((resume) => setTimeout(resume, scaledMs(BETWEEN_MS)));
  }
  return { answers, stopped: null };
}

interface Round {
  readonly registry: OpenRegistry | null;
  readonly people: readonly Msisdn[];
}

/** The next people to ask about, all under one brand. */
async function nextRound(tx: TenantTx): Promise<Round> {
  const rows = await tx.db.$queryRaw<{ msisdn: bigint; wantedAs: string | null }[]>`
    SELECT msisdn, wanted_as AS "wantedAs" FROM iys_checks
    WHERE workspace_id = ${tx.workspaceId}::uuid AND (asked_at IS NULL OR asked_at < wanted_at)
    ORDER BY wanted_at LIMIT ${ROUND}::int`;
  const wantedAs = rows[0]?.wantedAs ?? null;
  const people = rows.filter((row) => row.wantedAs === wantedAs).map(({ msisdn }) => msisdnFromRow(msisdn));
  const registry = await openRegistry(tx, wantedAs);
  if (people.length === 0 && registry !== null) await noteSilence(tx, registry, null);
  return { registry, people };
}

/** Notes since when the registry does not answer, or that it does; commercial campaigns wait for it meanwhile. */
async function noteSilence({ db, workspaceId }: TenantTx, { connectionId }: OpenRegistry, code: string | null) {
  await db.$executeRaw`
    UPDATE connections SET iys_silent_code = ${code},
      iys_silent_at = CASE WHEN ${code}::text IS NOT NULL THEN coalesce(iys_silent_at, now()) END
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${connectionId}::uuid
      AND iys_silent_code IS DISTINCT FROM ${code}`;
}

/**
 * Asks İYS about everybody who is wanted to be asked about, at a polite speed.
 *
 * @param onRound Called after each round, for campaigns that wait for the answers.
 * @returns milliseconds after which to go on; null when nobody is left, or there is nobody to ask.
 */
export async function checkConsents(
  doors: IysDoors,
  driver: (provider: string) => SmsDriver,
  onRound: () => void = () => undefined,
): Promise<number | null> {
  for (;;) {
    const { registry, people } = await doors.transact(nextRound);
    if (registry === null || people.length === 0) return null;
    const { consents } = driver(registry.provider);
    if (consents === undefined) return null;
    const { answers, stopped } = await askFor(consents, registry, people);
    await doors.transact(async (tx) => {
      if (answers.length > 0) await writeAnswers(tx, answers, registry.askedAs);
      await noteSilence(tx, registry, stopped?.code ?? null);
    });
    onRound();
    if (stopped !== null) return stopped.waitMs;
  }
}
