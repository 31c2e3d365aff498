/**
 * The server that tests use: one per checkout, started by the first test that asks, stopped when unused for a minute.
 *
 * A keeper process holds it, so that test runs side by side share it and none of them has to outlive the others.
 */
import { spawn } from "node:child_process";
import { openSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { isMain } from "./checkout.ts";
import { dataFolder, logFolder, privateFolder, readIfExists, replaceFile } from "./data-folder.ts";
import { FolderInUse, findHolder, lockFolder } from "./lock.ts";
import { type Cluster, startCluster } from "./postgres/cluster.ts";
import { endProcess, waitUntil } from "./processes.ts";

const IDLE_LIMIT_MS = 60_000;

function testHome(): string {
  return join(dataFolder(process.env.DATA_DIR), "test");
}

const addressFile = (home: string) => join(home, "address");
const lastAskedFile = (home: string) => join(home, "last-asked");

function noteUse(home: string): void {
  writeFileSync(lastAskedFile(home), "");
  utimesSync(lastAskedFile(home), new Date(), new Date());
}

/** The address (as superuser) of the running test server, which is started if need be. */
export async function testCluster(): Promise<string> {
  const home = privateFolder(testHome());
  noteUse(home);
  const find = () => (findHolder(home) === undefined ? undefined : readIfExists(addressFile(home)));
  const running = find();
  if (running !== undefined) return running;
  const logPath = join(logFolder(home), "keeper.log");
  const log = openSync(logPath, "w", 0o600);
  spawn(process.execPath, [fileURLToPath(import.meta.url)], { detached: true, stdio: ["ignore", log, log] }).unref();
  const isUp = await waitUntil(() => find() !== undefined, 60_000);
  const address = find();
  if (!isUp || address === undefined) throw new Error(`The test server did not start:\n${readIfExists(logPath) ?? ""}`);
  return address;
}

/** Stops the test server now, unless another test run is connected to it. */
export async function stopTestCluster(): Promise<void> {
  const home = testHome();
  const keeper = findHolder(home);
  const address = readIfExists(addressFile(home));
  if (keeper === undefined || address === undefined || (await countClients(address)) > 0) return;
  await endProcess(keeper.pid, [{ signal: "SIGTERM", waitMs: 30_000 }]);
}

async function countClients(address: string): Promise<number> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
    return rows[0].count;
  } finally {
    await client.end();
  }
}

/** Clones of test runs that were killed before they could drop theirs. Nobody is connected to a server just started. */
async function dropLeftovers(address: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  const { rows } = await client.query("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'");
  for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(datname)}`);
  await client.end();
}

async function keepUntilIdle(home: string, cluster: Cluster, stopping: AbortSignal): Promise<void> {
  let lastUsed = Date.now();
  let hasEnded = false;
  void cluster.ended.then(() => {
    hasEnded = true;
  });
  while (!stopping.aborted && !hasEnded) {
    if ((await countClients(cluster.adminUrl)) > 0) lastUsed = Date.now();
    const lastAsked = statSync(lastAskedFile(home)).mtimeMs;
    if (Date.now() - Math.max(lastUsed, lastAsked) > IDLE_LIMIT_MS) return;
    await pause(2_000, undefined, { signal: stopping }).catch(() => {});
  }
}

async function keep(): Promise<void> {
  const home = testHome();
  const lock = lockFolder(home);
  const stop = new AbortController();
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, () => stop.abort());
  rmSync(addressFile(home), { force: true });
  noteUse(home);
  const cluster = await startCluster({ home, isDisposable: true, say: console.log });
  try {
    await dropLeftovers(cluster.adminUrl);
    replaceFile(addressFile(home), cluster.adminUrl);
    await keepUntilIdle(home, cluster, stop.signal);
  } finally {
    rmSync(addressFile(home), { force: true });
    await cluster.stop();
    lock.release();
  }
}

if (isMain(import.meta.url)) {
  try {
    await keep();
  } catch (error) {
    // Two test runs that begin together start two keepers; the slower one has nothing to do.
    if (!(error instanceof FolderInUse)) throw error;
  }
}
