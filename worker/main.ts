import { EnvError } from "#lib/infra/env";
import { log } from "#lib/infra/log";
import { openInstanceMetrics } from "./metrics.ts";
import { startWorker } from "./worker.ts";

/** The process ends after this even if something hangs; leases that were not given back run out. */
const LAST_RESORT_MS = 29_000;

async function main(): Promise<void> {
  openInstanceMetrics();
  const worker = await startWorker();
  let isStopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
      worker.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "stopping failed");
          process.exit(1);
        },
      );
    });
  }
  // One line that a supervisor or a test can read.
  console.log(JSON.stringify({ ready: true, health: worker.healthPort }));
}

main().catch((error: unknown) => {
  if (error instanceof EnvError) console.error(error.message);
  else log.fatal({ err: error }, "the worker could not start");
  process.exit(1);
});
