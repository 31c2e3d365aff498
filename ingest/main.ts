import { keepReports } from "#lib/gate/job";
import { assertKeys } from "#lib/infra/crypto/assert-keys";
import { assertAppRole } from "#lib/infra/db/assert-role";
import { appPool, closePools } from "#lib/infra/db/pools";
import { isReportsFault, type WaitingReport } from "#lib/infra/db/report-inbox";
import { env } from "#lib/infra/env";
import { log } from "#lib/infra/log";
import { openMetrics } from "#lib/infra/metrics";
import { GroupCommit } from "./group-commit.ts";
import { healthApp } from "./health.ts";
import { listen } from "./listen.ts";
import { reportsApp } from "./reports.ts";

/** Reports written with one statement, and reports that may wait for the next. */
const GROUP = 1_000;
const MOST_AT_ONCE = 20_000;

const { ingestPort } = env();
try {
  await assertAppRole();
  await assertKeys();
} catch (error) {
  log.fatal({ err: error }, "ingest does not start");
  process.exit(1);
}

const commit = new GroupCommit<WaitingReport>({
  write: keepReports,
  ...{ isItemsFault: isReportsFault, most: GROUP, mostWaiting: MOST_AT_ONCE },
});
openMetrics();
const app = healthApp(async () => {
  await appPool().query("SELECT 1");
});
app.route("/", reportsApp({ keep: (report) => commit.add(report) }));
const server = listen(app, { port: ingestPort, hostname: process.env.HOST ?? "0.0.0.0" }, () => {
  log.info({ port: ingestPort }, "ingest listens");
  // One line that a supervisor or a test can read.
  console.log(JSON.stringify({ ready: true, port: ingestPort }));
});

/** Takes nothing new in, lets requests under way finish, then closes the database connections. */
function stop(): void {
  server.close(() => {
    commit
      .drained()
      .then(closePools)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  });
}

process.once("SIGTERM", stop);
process.once("SIGINT", stop);
