import { setTimeout as pause } from "node:timers/promises";
import { type CallAnswer, settleCall } from "#lib/domain/messages/commands/settle-call";
import { type Recorded, settleLate } from "#lib/domain/messages/commands/settle-late";
import type { JobScope } from "#lib/gate/job";
import { isPassing } from "#lib/infra/db/passing-error";
import { log } from "#lib/infra/log";
import { databaseMs } from "./backoff.ts";
import type { WorkerContext } from "./context.ts";
import { failpoint } from "./failpoints.ts";

/**
 * Repeats what must reach the database until it does, through restarts of the server.
 *
 * @throws the last error, when it is of a kind that repeating cannot mend or the time to stop is over.
 */
export async function insist<T>(context: Pick<WorkerContext, "giveUp">, work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || context.giveUp.aborted) throw error;
      if (tries === 0) log.warn({ err: error }, "database away, trying again");
      await pause(databaseMs(tries, Math.random()), undefined, { signal: context.giveUp }).catch(() => undefined);
    }
  }
}

/** Records an answer, from memory and with the same attempt id until the database has taken it. */
export async function record(context: WorkerContext, job: JobScope, answer: CallAnswer): Promise<Recorded> {
  const written = job.brief(() => failpoint("result-written"));
  if (await insist(context, () => settleCall(written, answer))) return "settled";
  const recorded = await insist(context, () => job.sql((sql) => settleLate(sql, answer)));
  // Whose turn comes again is in a chunk that is free, perhaps of a campaign that had nothing left to send.
  if (recorded === "late") context.wake(job.workspaceId);
  return recorded;
}

/** Every id there can be. */
const ANYWHERE = {
  fromId: "00000000-0000-0000-0000-000000000000",
  throughId: "ffffffff-ffff-ffff-ffff-ffffffffffff",
} as const;

const notMade = (attemptId: string, why: string): CallAnswer => ({
  ...{ attemptId, ...ANYWHERE, results: [] },
  ...{ httpStatus: null, requestId: null, detail: why },
});

/** Takes an attempt back whose call was not made: its messages are pending as before. */
export function takeBack(context: WorkerContext, job: JobScope, attemptId: string, why: string): Promise<Recorded> {
  return record(context, job, notMade(attemptId, why));
}

/**
 * Takes an attempt back of which nobody learned whether it was written: the acknowledgement may be all that was lost, and the
 * server may still be at it.
 *
 * @param holdOff Waits for whatever may still write the attempt, and keeps it from writing it later.
 */
export function takeBackUnsure(
  context: Pick<WorkerContext, "giveUp">,
  job: Pick<JobScope, "sql">,
  attemptId: string,
  holdOff: Parameters<JobScope["sql"]>[0],
): Promise<Recorded> {
  return insist(context, () =>
    job.sql(async (sql) => {
      await holdOff(sql);
      const answer = notMade(attemptId, "not_begun");
      return (await settleCall(sql, answer)) ? "settled" : settleLate(sql, answer);
    }),
  );
}
