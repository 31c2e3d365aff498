import { serve } from "@hono/node-server";
import { assertKeys } from "#lib/infra/crypto/assert-keys";
import { assertAppRole } from "#lib/infra/db/assert-role";
import { appPool, closePools } from "#lib/infra/db/pools";
import { env } from "#lib/infra/env";
import { log } from "#lib/infra/log";
import { healthApp } from "./health.ts";

const { ingestPort } = env();
try {
  await assertAppRole();
  await assertKeys();
} catch (error) {
  log.fatal({ err: error }, "ingest does not start");
  process.exit(1);
}

const app = healthApp(async () => {
  await appPool().query("SELECT 1");
});
const server = serve({ fetch: app.fetch, port: ingestPort, hostname: process.env.HOST ?? "0.0.0.0" }, () => {
  log.info({ port: ingestPort }, "ingest listens");
});

/** Takes nothing new in, lets requests under way finish, then closes the database connections. */
function stop(): void {
  server.close(() => {
    closePools().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

process.once("SIGTERM", stop);
process.once("SIGINT", stop);
