import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { COMPILE_CACHE } from "#lib/infra/compile-cache.fixture";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

/** A worker as a process of its own, so that it can be killed. */
export interface WorkerProcess {
  readonly pid: number;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): void;
  /** Waits until it has stopped itself where it was told to: woken before, it would come there later and stand still for ever. */
  untilFrozen(): Promise<void>;
  /** Ends it in order and waits. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Whether a signal has stopped a process: as the kernel says where it has files for that, or as `ps` does. */
function isStopped(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  if (existsSync(status)) return /^State:\s+T/m.test(readFileSync(status, "utf8"));
  return spawnSync("ps", ["-o", "state=", "-p", String(pid)], { encoding: "utf8" })
    .stdout.trim()
    .startsWith("T");
}

/** Ends what a failed test left behind. */
export function killWorkers(): void {
  for (const child of running) child.kill("SIGKILL");
}

/**
 * Starts a worker with the settings of this process and waits until it is ready.
 *
 * @param settings Beside those of the theatre, such as FAILPOINT.
 */
export async function startWorkerProcess(settings: Readonly<Record<string, string>> = {}): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...process.env,
      NODE_ENV: "production",
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "fatal",
      ...settings,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  const exited = once(child, "exit").then(() => {
    running.delete(child);
    return { code: child.exitCode, signal: child.signalCode };
  });
  const worker: WorkerProcess = {
    pid: child.pid ?? 0,
    exited,
    kill: (signal) => void child.kill(signal),
    async untilFrozen() {
      while (!isStopped(worker.pid)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error("it ended before it stopped itself");
        await new Promise((resume) => setTimeout(resume, 15));
      }
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await exited;
    },
  };
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<void>((resolve) => lines.on("line", (line) => line.includes('"ready":true') && resolve()));
  // A worker that is told to die early may be gone before it is ready.
  await Promise.race([ready, exited]);
  return worker;
}
