import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
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

/**
 * The program that a package installs under `command`.
 *
 * @param url Any file of the package, by `import.meta.resolve`.
 */
export function programOf(url: string, command: string): string {
  let folder = dirname(fileURLToPath(url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  const { bin }: { bin: string | Record<string, string> } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const path = typeof bin === "string" ? bin : bin[command];
  if (path === undefined) throw new Error(`${folder} names no program ${command}.`);
  return join(folder, path);
}
