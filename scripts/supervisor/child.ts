import { spawn } from "node:child_process";
import { closeSync, copyFileSync, openSync, readFileSync, statSync, truncateSync, writeSync } from "node:fs";
import { ROOT } from "../checkout.ts";
import { isAlive, signal, waitUntil } from "../processes.ts";
import { type HealthCheck, isHealthy } from "./health.ts";
import type { Running } from "./keep.ts";

/** How to run one process of an instance. */
export interface Program {
  name: string;
  /** Arguments of this very Node. */
  args: string[];
  environment: NodeJS.ProcessEnv;
  logPath: string;
  /** All of them pass once it does its work. */
  checks: HealthCheck[];
  /** How long it may take to finish what it is doing, once asked to stop. */
  stopTimeMs: number;
  /** Receives a copy of its output. */
  onOutput?: (text: string) => void;
}

/** A running process, in a process group of its own, so that a Ctrl-C in the terminal does not reach it. */
export interface Child extends Running {
  pid: number;
}

const HEALTH_LIMIT_MS = 120_000;
const LARGEST_LOG_BYTES = 20_000_000;

/** Keeps one older log beside a log file that has grown large. Writers append, so they go on at its new end. */
export function rotate(logPath: string): void {
  const size = statSync(logPath, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LARGEST_LOG_BYTES) return;
  copyFileSync(logPath, `${logPath}.1`);
  truncateSync(logPath);
}

function tail(logPath: string, from: number): string {
  return readFileSync(logPath).subarray(from).toString("utf8").trimEnd().split("\n").slice(-12).join("\n");
}

async function stopGroup(pid: number, stopTimeMs: number): Promise<void> {
  signal(-pid, "SIGTERM");
  await waitUntil(() => !isAlive(pid), stopTimeMs);
  // Whatever is left of the group: the process itself, or children that it forgot.
  signal(-pid, "SIGKILL");
  await waitUntil(() => !isAlive(pid), 5_000);
}

function launch({ name, args, environment, logPath, stopTimeMs, onOutput }: Program): Child {
  const log = openSync(logPath, "a", 0o600);
  const output = onOutput ? "pipe" : log;
  const started = spawn(process.execPath, args, {
    cwd: ROOT,
    env: environment,
    detached: true,
    stdio: ["ignore", output, output],
  });
  for (const stream of [started.stdout, started.stderr]) {
    stream?.on("data", (text: Buffer) => {
      writeSync(log, text);
      onOutput?.(text.toString());
    });
  }
  const { pid } = started;
  if (pid === undefined) throw new Error(`${name} could not be started.`);
  const ended = new Promise<string>((tell) => {
    started.once("close", (code, signalName) => {
      closeSync(log);
      tell(signalName === null ? `exit code ${code}` : `ended by ${signalName}`);
    });
  });
  return { pid, ended, stop: () => stopGroup(pid, stopTimeMs) };
}

/**
 * Starts a program and waits until it is healthy.
 *
 * @param onStart Called as soon as the process exists.
 * @throws Error with its last lines when it ends before that, or is not healthy in time.
 */
export async function startChild(program: Program, onStart: (child: Child) => void): Promise<Child> {
  rotate(program.logPath);
  const from = statSync(program.logPath, { throwIfNoEntry: false })?.size ?? 0;
  const child = launch(program);
  onStart(child);
  let how: string | undefined;
  void child.ended.then((reason) => {
    how = reason;
  });
  const isSettled = await waitUntil(
    async () => how !== undefined || (await isHealthy(program.checks)),
    HEALTH_LIMIT_MS,
  );
  if (isSettled && how === undefined) return child;
  await child.stop();
  const reason = how ?? `no healthy answer within ${HEALTH_LIMIT_MS / 1_000} s`;
  throw new Error(
    `${program.name} did not start (${reason}). The end of ${program.logPath}:\n${tail(program.logPath, from)}`,
  );
}
