import { retryJob } from "#lib/domain/instance/commands/retry-job";
import { failedJobs } from "#lib/domain/instance/health-queries";
import { JobInput } from "#lib/domain/instance/schema";
import { accountJob, instanceJob } from "#lib/gate/job";
import { printTable, withInstance } from "./by-hand.ts";
import type { Commands } from "./command.ts";

const SHOWN = 100;

async function failures(): Promise<void> {
  const jobs = await withInstance(() => accountJob((tx) => failedJobs(tx, SHOWN)));
  const rows = jobs.map(({ queue, id, tries, failedAt, why }) => [
    queue,
    id,
    String(tries),
    failedAt.toISOString(),
    why,
  ]);
  printTable([["QUEUE", "JOB", "TRIES", "GIVEN UP", "WHY"], ...rows]);
}

async function retry(args: string[]): Promise<void> {
  const input = JobInput.safeParse({ queue: args[0], jobId: args[1] });
  if (!input.success) throw new Error("Say which job, as `jobs failures` lists it: jobs retry QUEUE JOB");
  await withInstance(() => instanceJob("instance.retry_job", (tx) => retryJob(tx, input.data)));
  console.log(`${input.data.jobId}: tried again`);
}

/** `jobs`: work that was given up. */
export const jobCommands: Commands = {
  "jobs failures": { usage: "jobs failures", purpose: "the last jobs that were given up", run: failures },
  "jobs retry": {
    usage: "jobs retry QUEUE JOB",
    purpose: "puts a job that was given up back into its queue",
    run: retry,
  },
};
