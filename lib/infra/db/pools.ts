import pg from "pg";
import { env } from "#lib/infra/env";

let app: pg.Pool | undefined;
let loader: pg.Pool | undefined;

function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000 });
  // An idle connection that the server closed (a restart) must not end the process; the next query opens another.
  pool.on("error", () => undefined);
  // Nor must one that is lost between two hands: it is told to the statement that comes next.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Connections of role `app`, subject to row-level security. Everything that serves a request or a job uses these. */
export function appPool(): pg.Pool {
  app ??= openPool(env().databaseUrl, 16);
  return app;
}

/** Connections of role `loader`, for COPY only; every statement on them names its workspace. */
export function loaderPool(): pg.Pool {
  const url = env().databaseLoaderUrl;
  if (url === undefined) throw new Error("DATABASE_LOADER_URL is not set in this process");
  loader ??= openPool(url, 4);
  return loader;
}

/** Closes what was opened; for a process that stops. */
export async function closePools(): Promise<void> {
  await Promise.all([app?.end(), loader?.end()]);
  app = undefined;
  loader = undefined;
}
