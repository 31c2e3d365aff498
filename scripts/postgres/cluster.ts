import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, openSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { logFolder, readIfExists, readOrCreate } from "../data-folder.ts";
import { anyFreePort, isFree } from "../ports.ts";
import { endProcess, waitUntil } from "../processes.ts";
import { findBinaries } from "./binaries.ts";
import { endOrphan } from "./orphan.ts";
import { findPlace, type Place, readPlace, remember } from "./place.ts";
import { type ServerUser, serverUser } from "./server-user.ts";

/** A running embedded server. */
export interface Cluster {
  /** Address of its administrative database, as superuser. */
  adminUrl: string;
  pid: number;
  port: number;
  /** Resolves when the server has ended, with how. */
  ended: Promise<string>;
  /** Ends the server in order: open transactions are rolled back, nothing that was committed is lost. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Folder that holds (or records) the data, the superuser's password and the logs. The caller holds its lock. */
  home: string;
  /** Faster, and loses data when the machine fails: for databases that live as long as a test run. */
  isDisposable?: boolean;
  /** The port it must listen on; otherwise the one it had last, or a free one. */
  port?: number;
  say?: (sentence: string) => void;
}

const COMMON_SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  password_encryption: "scram-sha-256",
  timezone: "UTC",
  log_timezone: "UTC",
  // Details and contexts of errors quote rows, and rows hold phone numbers.
  log_error_verbosity: "terse",
  log_checkpoints: "off",
  shared_buffers: "256MB",
  max_connections: "200",
  work_mem: "8MB",
  maintenance_work_mem: "128MB",
  random_page_cost: "1.1",
  jit: "off",
  wal_compression: "on",
  fsync: "on",
  synchronous_commit: "on",
};
const DISPOSABLE_SETTINGS = {
  ...COMMON_SETTINGS,
  shared_buffers: "128MB",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
};

const passwordPath = (home: string) => join(home, "postgres-password");

/** Makes the data folder. An earlier attempt that was cut short is wiped first; it never held anything. */
function initialise(bin: string, place: Place, password: string, user: ServerUser, isDisposable: boolean): void {
  for (const leftover of readdirSync(place.folder)) rmSync(join(place.folder, leftover), { recursive: true });
  const passwordFile = join(place.folder, "..", `.password-${randomBytes(6).toString("hex")}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const { uid, gid } = user.identity;
  if (uid !== undefined && gid !== undefined) chownSync(passwordFile, uid, gid);
  try {
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const auth = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
    const rest = ["--no-instructions", ...(isDisposable ? ["--no-sync"] : [])];
    const run = spawnSync(join(bin, "initdb"), ["-D", place.folder, ...locale, ...auth, ...rest], {
      ...user.identity,
      cwd: "/",
      encoding: "utf8",
    });
    if (run.status !== 0) throw new Error(`PostgreSQL could not make its data folder:\n${run.stderr || run.error}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function answers(adminUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "28P01") {
      throw new Error("The superuser's password file does not fit the database beside it. Restore the one that does.");
    }
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function launch(bin: string, place: Place, port: number, user: ServerUser, options: ClusterOptions): ChildProcess {
  const settings = { ...(options.isDisposable ? DISPOSABLE_SETTINGS : COMMON_SETTINGS), port: String(port) };
  const log = openSync(join(logFolder(options.home), "postgres.log"), "a", 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return spawn(join(bin, "postgres"), ["-D", place.folder, ...flags], {
    ...user.identity,
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
    env: { NODE_ENV: "production", PATH: process.env.PATH ?? "", LC_ALL: "C" },
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  await endProcess(server.pid, [
    { signal: "SIGINT", waitMs: 20_000 },
    { signal: "SIGQUIT", waitMs: 5_000 },
    { signal: "SIGKILL", waitMs: 5_000 },
  ]);
}

/**
 * Starts the server of a home folder, creating its data on first use.
 *
 * @throws Error in one sentence when it does not start; the reason is in `logs/postgres.log`.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { home, isDisposable = false, say = () => {} } = options;
  const user = serverUser();
  const bin = findBinaries(user, say);
  const place = findPlace(home, user, say);
  await endOrphan(place.folder, say);
  const password = readOrCreate(passwordPath(home), () => randomBytes(24).toString("base64url"));
  if (place.isInitialised !== true) {
    initialise(bin, place, password, user, isDisposable);
    remember(home, { ...place, isInitialised: true });
  }

  const port = options.port ?? (await choosePort(place));
  const adminUrl = adminUrlOf(password, port);
  const server = launch(bin, place, port, user, options);
  const ended = endOf(server);
  try {
    const hasEnded = () => server.exitCode !== null || server.signalCode !== null;
    const isUp = await waitUntil(async () => hasEnded() || (await answers(adminUrl)), 60_000);
    if (!isUp || hasEnded() || server.pid === undefined)
      throw new Error(`PostgreSQL did not start. ${lastLines(home)}`);
    remember(home, { folder: place.folder, isInitialised: true, port });
    return { adminUrl, pid: server.pid, port, ended, stop: () => stop(server) };
  } catch (error) {
    await stop(server);
    throw error;
  }
}

function adminUrlOf(password: string, port: number): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/**
 * The administrator's address of a home folder's server, where it listened last.
 *
 * @throws Error when no server was ever started there.
 */
export function knownAdminUrl(home: string): string {
  const port = readPlace(home)?.port;
  const password = readIfExists(passwordPath(home));
  if (port === undefined || password === undefined) {
    throw new Error("There is no database yet: npm start makes one.");
  }
  return adminUrlOf(password, port);
}

async function choosePort(place: Place): Promise<number> {
  return place.port !== undefined && (await isFree(place.port)) ? place.port : anyFreePort();
}

function endOf(server: ChildProcess): Promise<string> {
  return new Promise((tell) => {
    server.once("error", (error) => tell(error.message));
    server.once("exit", (code, signal) => tell(signal === null ? `exit code ${code}` : `ended by ${signal}`));
  });
}

function lastLines(home: string): string {
  const path = join(logFolder(home), "postgres.log");
  const lines = readIfExists(path)?.trimEnd().split("\n").slice(-6) ?? [];
  return `The end of ${path}:\n${lines.join("\n")}`;
}
