import { type JobScope, jobScope } from "#lib/gate/job";
import { closePools } from "#lib/infra/db/pools";
import { log } from "#lib/infra/log";
import { newRequestId, withRequestId } from "#lib/infra/request-id";

type Work = (job: JobScope, id: string) => Promise<unknown>;

/** Does the one thing a process was started for (see `runBeside`), says how it went, and ends. */
export function runAlone(what: string, work: Work): Promise<void> {
  return withRequestId(process.env.REQUEST_ID ?? newRequestId(), () => run(what, work));
}

async function run(what: string, work: Work): Promise<void> {
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
