/**
 * Runs all of Tellal on this machine until it is told to stop.
 *
 *   npm start          as built
 *   npm run dev        with reload
 */

import { endBuildUse, noteBuildUse } from "./build.ts";
import { dataFolder } from "./data-folder.ts";
import { FolderInUse, type FolderLock, lockFolder } from "./lock.ts";
import { createMachine } from "./supervisor/machine.ts";
import { prepare } from "./supervisor/prepare.ts";

const isDevelopment = process.argv.includes("--dev");
const home = dataFolder(process.env.DATA_DIR);
const stopping = new AbortController();
const say = (sentence: string) => console.log(sentence);
let failure: string | undefined;

function stop(reason?: string): void {
  failure ??= reason;
  stopping.abort();
}

/** Stops on a signal, and when npm or the test run that started us is gone: nobody could stop us any more. */
function watchForTheEnd(): void {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stop());
  // A terminal that is closed, or a pipe such as `| head`, must not end us before the others are stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  if (process.env.npm_lifecycle_event === undefined && process.env.TELLAL_STARTED_BY === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
}

function lockHome(): FolderLock | undefined {
  try {
    return lockFolder(home);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    const { pid, note } = error.holder;
    console.error(`Tellal is already running from this folder${note && ` at ${note}`} (process ${pid}).`);
    return undefined;
  }
}

function untilStopped(): Promise<void> {
  return new Promise((end) => {
    if (stopping.signal.aborted) end();
    stopping.signal.addEventListener("abort", () => end());
  });
}

async function run(lock: FolderLock): Promise<void> {
  const machine = createMachine({ home, environment: process.env, say, onGivenUp: stop });
  // A stop during the start ends what runs so far; what is still being waited for then fails, and that is no news.
  stopping.signal.addEventListener("abort", () => void machine.stop());
  try {
    const preparation = { home, environment: process.env, isDevelopment, stopping: stopping.signal, say };
    const instance = await prepare(preparation, (cluster) => machine.keepCluster(cluster));
    noteBuildUse();
    await machine.startParts(instance);
    stopping.signal.throwIfAborted();
    lock.describe(instance.appUrl);
    say(`Tellal is ready: ${instance.appUrl}`);
    if (instance.isSandboxOn) say(`Sandbox: http://localhost:${instance.ports.sandboxAuth.port}`);
    await untilStopped();
  } catch (error) {
    if (!stopping.signal.aborted) stop(error instanceof Error ? error.message : String(error));
  } finally {
    await machine.stop();
    endBuildUse();
  }
}

watchForTheEnd();
const lock = lockHome();
if (lock === undefined) process.exit(1);
await run(lock);
lock.release();
if (failure !== undefined) console.error(failure);
process.exit(failure === undefined ? 0 : 1);
