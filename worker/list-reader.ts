/** Reads one large list and ends: `node worker/list-reader.ts WORKSPACE IMPORT`, started by the worker. */
import { readImport } from "#lib/domain/imports/commands/read-import";
import { jobScope } from "#lib/gate/job";
import { closePools } from "#lib/infra/db/pools";
import { log } from "#lib/infra/log";

const [workspaceId = "", importId = ""] = process.argv.slice(2);
const startedAt = performance.now();
try {
  await readImport(jobScope(workspaceId), importId);
  const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  log.info({ importId, ms: Math.round(performance.now() - startedAt), memoryMb }, "large list read");
} catch (error) {
  log.error({ err: error, importId }, "a large list could not be read");
  process.exitCode = 1;
} finally {
  await closePools();
}
