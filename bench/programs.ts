import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { leanEnvironment } from "../scripts/settings.ts";
import { WORKER_HEAP } from "../scripts/supervisor/programs.ts";

/** A program of the product as a process of its own. */
export interface Program {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly ready: unknown;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
// A benchmark that is told to stop leaves none of them behind.
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * Starts a program and waits for its line `{"ready":true,…}`.
 *
 * @param file Path from the root of the checkout.
 */
export async function launch(file: string, environment: Readonly<Record<string, string>>): Promise<Program> {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const isWorker = file === "worker/main.ts";
  const heap = isWorker ? WORKER_HEAP : [];
  const lean = isWorker && environment.DATA_DIR !== undefined ? leanEnvironment(environment.DATA_DIR) : {};
  const child = spawn(process.execPath, [...heap, "--conditions=react-server", path], {
    env: { NODE_ENV: "production", PATH: process.env.PATH ?? "", ...lean, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  const ended = new Promise<void>((done) => child.once("exit", () => done())).finally(() => running.delete(child));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await ended;
  };
  const ready = await new Promise((resolve, fail) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.includes('"ready":true')) resolve(JSON.parse(line));
    });
    child.once("exit", () => fail(new Error(`${file} ended before it was ready`)));
  });
  return { pid: child.pid ?? 0, ready, stop };
}

const Sandbox = z.object({ issuer: z.url(), auth: z.url(), api: z.url(), iletimerkezi: z.url() });

/** Starts the stand-in provider with an empty folder. */
export async function launchSandbox(folder: string) {
  const program = await launch("sandbox/main.ts", { SANDBOX_DATA: folder });
  const { issuer, auth, api, iletimerkezi } = Sandbox.parse(program.ready);
  return {
    issuer,
    api,
    iletimerkezi,
    /** Where the programs of the product find it. */
    addresses: { ILETINIZ_API_URL: api, ILETINIZ_AUTH_URL: issuer },
    stop: program.stop,
    async control(path: string, body: unknown): Promise<unknown> {
      const response = await fetch(`${auth}/control${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      });
      if (!response.ok) throw new Error(`the sandbox refused ${path}: ${await response.text()}`);
      return response.json();
    },
  };
}

/** The stand-in provider of a benchmark. */
export type BenchSandbox = Awaited<ReturnType<typeof launchSandbox>>;
