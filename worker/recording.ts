import { setTimeout as pause } from "node:timers/promises";
import type { CallAnswer, Recorded } from "#lib/domain/messages/commands/settle-call";
import { settleCall } from "#lib/domain/messages/commands/settle-call";
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
export async function insist<T>(context: WorkerContext, work: () => Promise<T>): Promise<T> {
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
export function record(context: WorkerContext, job: JobScope, answer: CallAnswer): Promise<Recorded> {
  return insist(context, () =>
    job.sql(async (sql) => {
      const recorded = await settleCall(sql, answer);
      failpoint("result-written");
      return recorded;
    }),
  );
}

/** Every id there can be. */
const ANYWHERE = {
  fromId: "00000000-0000-0000-0000-000000000000",
  throughId: "ffffffff-ffff-ffff-ffff-ffffffffffff",
} as const;

/** Takes an attempt back whose call was not made: its messages are pending as before. */
export function takeBack(context: WorkerContext, job: JobScope, attemptId: string, why: string): Promise<Recorded> {
  const nothing = { results: [], httpStatus: null, requestId: null };
  return record(context, job, { attemptId, ...ANYWHERE, ...nothing, detail: why });
}
