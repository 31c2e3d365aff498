import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { ROOT } from "./checkout.ts";

export interface Outcome {
  code: number;
  /** Both streams, in the order in which they came. */
  output: string;
}

export interface RunOptions {
  environment?: NodeJS.ProcessEnv;
  /** Receives the output as it comes. */
  onOutput?: (text: string) => void;
}

/** This environment, in which `node` means the Node that runs now. */
export function nodeEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), join(ROOT, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path, NO_COLOR: "1", FORCE_COLOR: "0", ...more };
}

const running = new Set<ChildProcess>();

/** Ends what `runNode` is running, for a process that is told to stop. */
export function endRunning(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** Runs a Node program to its end. */
export function runNode(args: string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((finish, fail) => {
    const environment = options.environment ?? nodeEnvironment();
    const child = spawn(process.execPath, args, { cwd: ROOT, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text: Buffer) => {
        output.push(text.toString());
        options.onOutput?.(text.toString());
      });
    }
    child.once("error", fail);
    child.once("close", (code) => {
      running.delete(child);
      finish({ code: code ?? 1, output: output.join("") });
    });
  });
}

const require = createRequire(import.meta.url);

/** The program that a package installs under `command`. */
export function programOf(packageName: string, command = packageName): string {
  const manifestPath = join(ROOT, "node_modules", packageName, "package.json");
  const { bin }: { bin: string | Record<string, string> } = require(manifestPath);
  const path = typeof bin === "string" ? bin : bin[command];
  if (path === undefined) throw new Error(`${packageName} installs no program ${command}.`);
  return join(dirname(manifestPath), path);
}
