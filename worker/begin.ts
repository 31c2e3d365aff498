import { type BeganCall, beginAtOnce, beginCall } from "#lib/domain/messages/commands/begin-call";
import { bookTurn, TurnLost } from "#lib/domain/messages/commands/book-rate";
import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
import { endUnsure } from "#lib/domain/messages/commands/end-lease";
import type { JobScope } from "#lib/gate/job";
import { newId } from "#lib/infra/ids";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { reachesForeign } from "#lib/infra/providers/registry";
import type { WorkerContext } from "./context.ts";
import { failpoint } from "./failpoints.ts";
import type { Gauge } from "./gauge.ts";
import { takeBackUnsure } from "./recording.ts";

/** One chunk in the hands of this worker. */
export interface Hand {
  readonly context: WorkerContext;
  readonly job: JobScope;
  readonly lease: ChunkLease;
  readonly gauge: Gauge;
  readonly driver: SmsDriver;
  /** Time until the first status question after the chunk is handed over. */
  readonly firstPollMs: number;
}

/** Whether every message is a request of its own. */
export const isBurst = ({ capabilities }: SmsDriver): boolean => capabilities.batch.most === 1;

/**
 * Books a turn where the provider counts recipients a second and the campaign has no pace of its own.
 *
 * @returns when it comes, of performance.now(), at once where none is needed; null when there is none for now.
 */
export async function turnFor({ job, lease, driver }: Hand): Promise<number | null> {
  const perSecond = driver.capabilities.recipientsPerSecond;
  if (perSecond === null || lease.pace !== null) return performance.now();
  const waitMs = await bookTurn(job.atOnce, lease.connectionId, perSecond);
  return waitMs === null ? null : performance.now() + waitMs;
}

/** The beginnings of the calls for one chunk. */
export class Beginnings {
  readonly #hand: Hand;
  /** A call of the chunk could not be begun by one statement, so the next ones are not tried that way. */
  #isLong = false;

  constructor(hand: Hand) {
    this.#hand = hand;
  }

  /** Begins a call for the next of the chunk; once this is back its attempt is on the disk, or there is none. */
  async next(fromId: string, limit: number): Promise<BeganCall> {
    const { context, job, lease, driver } = this.#hand;
    const { batch, recipientsPerSecond: perSecond } = driver.capabilities;
    const attemptId = newId();
    const hasTurn = perSecond !== null && lease.pace === null;
    const foreign = reachesForeign(driver.provider);
    const share = { fromId, limit, isOneText: !batch.ownText, reachesForeign: foreign, perSecond, hasTurn };
    const options = { attemptId, ...share, leaseMs: context.times.leaseMs, now: context.clock.now() };
    const onWritten = () => failpoint("attempt-written");
    try {
      const began = this.#isLong ? null : await beginAtOnce(job.brief(onWritten), lease, options);
      if (began !== null) return began;
      this.#isLong = true;
      return await job.sql(async (sql) => {
        const begun = await beginCall(sql, lease, options);
        if (begun.kind === "begun") onWritten();
        return begun;
      });
    } catch (error) {
      if (error instanceof TurnLost) return { kind: "not_now", throughId: null };
      // The acknowledgement may be what was lost. Nothing was sent, so an attempt that was written is taken back.
      await takeBackUnsure(context, job, attemptId, (sql) => endUnsure(sql, lease));
      throw error;
    }
  }
}
