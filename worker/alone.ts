import { type JobScope, jobScope } from "#lib/gate/job";
import { closePools } from "#lib/infra/db/pools";
import { log } from "#lib/infra/log";

/** Does the one thing a process was started for (see `runBeside`), says how it went, and ends. */
export async function runAlone(what: string, work: (job: JobScope, id: string) => Promise<unknown>): Promise<void> {
  const [workspaceId = "", id = ""] = process.argv.slice(2);
  const startedAt = performance.now();
  try {
    await work(jobScope(workspaceId), id);
    const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
    log.info({ id, ms: Math.round(performance.now() - startedAt), memoryMb }, `${what}: done`);
  } catch (error) {
    log.error({ err: error, id }, `${what}: failed`);
    process.exitCode = 1;
  } finally {
    await closePools();
  }
}
