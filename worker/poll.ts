import { setTimeout as pause } from "node:timers/promises";
import { formatE164, msisdnFromRow } from "#lib/domain/contacts/model";
import { type AppliedReport, applyReports } from "#lib/domain/messages/commands/apply-reports";
import {
  type AwaitedMessage,
  awaitedMessages,
  endPoll,
  endSample,
  type PollLease,
  renewPoll,
} from "#lib/domain/messages/commands/claim-poll";
import { nextPoll, pollingEnds } from "#lib/domain/messages/polling";
import type { JobScope } from "#lib/gate/job";
import type { Secret } from "#lib/infra/crypto/secret";
import { env } from "#lib/infra/env";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { appliedReport } from "./applied-report.ts";
import type { WorkerContext } from "./context.ts";
import { failpoint } from "./failpoints.ts";
import type { Pace } from "./pace.ts";
import { insist } from "./recording.ts";
import { type Stop, stopSending } from "./stop-sending.ts";
import { tryUnseal, UNREADABLE_KEY } from "./unseal.ts";

/** Questions under way at once for one chunk. */
const AT_ONCE = 4;
/** Reports written with one statement. */
const REPORTS_PER_WRITE = 200;
/** Reports wait no longer than this for others to be written with: somebody may be watching. */
const LONGEST_WAIT_MS = 2_000;
const SENDS_PER_QUESTION = 4;
/** Questions put off in a row after which the round ends early. */
const MOST_DEFERRALS = 3;

const INVALID_KEY: Stop = { reason: "connection", code: "key_invalid", fault: "key_invalid" };

/** One chunk whose reports are asked for. */
export interface PollHand {
  readonly context: WorkerContext;
  readonly job: JobScope;
  readonly lease: PollLease;
  readonly driver: SmsDriver;
  /** Pace of status questions on this connection, apart from that of sending. */
  readonly pace: Pace;
}

/** Why a round ended before everybody was asked. */
type Early = { readonly kind: "key_invalid" } | { readonly kind: "later"; readonly ms: number };

/** One question: an id of the provider, and everybody of ours who went out under it. */
interface Question {
  readonly providerId: string;
  /** Messages by number; a number stands once in what was sent under one id. */
  readonly messages: ReadonlyMap<string, AwaitedMessage>;
}

function questionsOf(waiting: readonly AwaitedMessage[]): Question[] {
  const found = new Map<string, Map<string, AwaitedMessage>>();
  for (const message of waiting) {
    const messages = found.get(message.providerId) ?? new Map<string, AwaitedMessage>();
    found.set(message.providerId, messages.set(formatE164(msisdnFromRow(message.msisdn)), message));
  }
  return [...found].map(([providerId, messages]) => ({ providerId, messages }));
}

/** The questions of one round, shared by those who ask. */
class Round {
  readonly #hand: PollHand;
  readonly #key: Secret;
  readonly #waiting: Question[];
  readonly reports: AppliedReport[] = [];
  #deferrals = 0;
  #writtenAt = performance.now();
  early: Early | undefined;

  constructor(hand: PollHand, key: Secret, waiting: readonly AwaitedMessage[]) {
    this.#hand = hand;
    this.#key = key;
    // From a place that chance chose: a round that ends early does not leave the same people out every time.
    const questions = questionsOf(waiting);
    const from = Math.floor(Math.random() * questions.length);
    this.#waiting = [...questions.slice(from), ...questions.slice(0, from)];
  }

  get #isOver(): boolean {
    return this.early !== undefined || this.#hand.context.stopping.aborted;
  }

  /** Reports to write, or a lease to renew. */
  get #isWriteDue(): boolean {
    if (this.reports.length >= REPORTS_PER_WRITE) return true;
    const sinceMs = performance.now() - this.#writtenAt;
    return sinceMs >= (this.reports.length > 0 ? LONGEST_WAIT_MS : this.#hand.context.times.leaseMs / 3);
  }

  /** Asks one question after the other until none is left or the round ends. */
  async ask(): Promise<void> {
    for (let next = this.#waiting.pop(); next !== undefined && !this.#isOver; next = this.#waiting.pop()) {
      await this.#askOne(next);
      if (this.#isWriteDue) await this.write();
    }
  }

  /** While messages go out at the provider's limit, questions take a fifth of it at most. */
  #politeGapMs(): number {
    const { context, lease } = this.#hand;
    const sending = context.gauges.of(lease.connectionId);
    return sending.isActive ? sending.pace.gapMs * SENDS_PER_QUESTION : 0;
  }

  async #askOne(question: Question): Promise<void> {
    const { pace, driver } = this.#hand;
    const waitMs = pace.start(performance.now(), this.#politeGapMs());
    if (waitMs >= 1) await pause(waitMs);
    if (this.#isOver) return;
    const startedAt = performance.now();
    const { providerId, messages } = question;
    const outcome = await driver.poll(this.#key, { providerId, numbers: [...messages.keys()] });
    switch (outcome.kind) {
      case "reports":
        this.#deferrals = 0;
        pace.taken(performance.now());
        for (const report of outcome.reports) {
          const message = messages.get(report.to);
          const applied = message === undefined ? null : appliedReport(message.id, report);
          if (applied !== null) this.reports.push(applied);
        }
        return;
      case "not_found":
        return;
      case "refused":
        this.early = outcome.reason === "key_invalid" ? { kind: "key_invalid" } : { kind: "later", ms: 0 };
        return;
      case "deferred":
        this.#waiting.push(question);
        pace.limited(startedAt, performance.now());
        this.#deferrals += 1;
        if (this.#deferrals >= MOST_DEFERRALS) this.early = { kind: "later", ms: outcome.retryAfterMs };
        else
          await pause(outcome.retryAfterMs, undefined, { signal: this.#hand.context.stopping }).catch(() => undefined);
        return;
    }
  }

  /** Writes the reports that came, and keeps the chunk. */
  async write(): Promise<void> {
    const { context, job, lease } = this.#hand;
    const reports = this.reports.splice(0);
    this.#writtenAt = performance.now();
    if (reports.length > 0) failpoint("polled");
    await insist(context, () =>
      job.sql(async (sql) => {
        await applyReports(sql, reports);
        await renewPoll(sql, lease, context.times.leaseMs);
      }),
    );
    if (reports.length === 0) return;
    failpoint("reports-applied");
    context.tell(job.workspaceId, lease.campaignId);
  }
}

/** Milliseconds until a chunk of this age is due again; at the very end the last look settles it. */
function againMs(ageMs: number, passedMs: number, atLeastMs: number): number {
  const age = ageMs + passedMs;
  const next = nextPoll(new Date(0), new Date(age), env().timeScale);
  return Math.max(next.at.getTime() - age, atLeastMs, 1);
}

/**
 * Asks the provider once for every message of a chunk that awaits its report, or for those of its campaign's sample, and
 * writes what it says.
 *
 * @returns whether the chunk is settled: everything final, or waited for as long as we wait.
 */
export async function pollChunk(hand: PollHand): Promise<boolean> {
  const { context, job, lease } = hand;
  const end = (ms: number | null) =>
    insist(context, () =>
      job.sql(async (sql) => {
        if (!lease.isSample) return endPoll(sql, lease, ms);
        await endSample(sql, lease, ms);
        return false;
      }),
    );
  if (lease.ageMs >= context.times.scaled(pollingEnds)) return end(null);
  const stop = (why: Stop, about: Secret | null) =>
    insist(context, () => stopSending(job, lease.connectionId, why, about));
  const key = tryUnseal(job.workspaceId, lease.connectionId, lease.keySealed);
  if (key === null) {
    await stop(UNREADABLE_KEY, null);
    return end(againMs(lease.ageMs, 0, 0));
  }
  const startedAt = performance.now();
  const round = new Round(hand, key, await job.sql((sql) => awaitedMessages(sql, lease)));
  await Promise.all(Array.from({ length: AT_ONCE }, () => round.ask()));
  await round.write();
  if (round.early?.kind === "key_invalid") await stop(INVALID_KEY, key);
  // Cut short by a signal, the chunk is due at once for whoever comes next.
  const isCut = context.stopping.aborted;
  const atLeastMs = round.early?.kind === "later" ? round.early.ms : 0;
  // So is one of which the other connection has people as well.
  return end(isCut || lease.isFirstOfTwo ? 1 : againMs(lease.ageMs, performance.now() - startedAt, atLeastMs));
}
