import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { serveArguments } from "../build.ts";
import { ROOT } from "../checkout.ts";
import { describeInstance } from "../instance.ts";
import { anyFreePort } from "../ports.ts";
import { waitUntil } from "../processes.ts";
import { environmentOf } from "../settings.ts";

/** A second web process of an instance, from the same build, in which no proxy stands before the pages. */
export interface BareWeb {
  url: string;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 60_000;

/** What the build keeps for the next build only. */
const LEFT_OUT = new Set(["cache", "trace", "trace-build", "diagnostics"]);

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (entry.isDirectory()) linkTree(source, target);
    else linkSync(source, target);
  }
}

/** Makes a folder that is this checkout, but for a build that knows of no proxy. */
function checkoutWithoutProxy(home: string): string {
  const folder = join(home, "bare");
  mkdirSync(folder);
  for (const name of readdirSync(ROOT)) {
    if (![".git", ".next", ".data"].includes(name)) symlinkSync(join(ROOT, name), join(folder, name));
  }
  linkTree(join(ROOT, ".next"), join(folder, ".next"));
  const manifest = join(folder, ".next", "server", "functions-config-manifest.json");
  const config: { functions: Record<string, unknown> } = JSON.parse(readFileSync(manifest, "utf8"));
  if (config.functions["/_middleware"] === undefined) throw new Error(`${manifest}: where has the proxy gone?`);
  delete config.functions["/_middleware"];
  // The file is one with that of the checkout until it is replaced.
  unlinkSync(manifest);
  writeFileSync(manifest, JSON.stringify(config));
  return folder;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

/**
 * Starts it beside a running instance, on a free port, which becomes its address.
 *
 * @param settings Those the instance was started with.
 */
export async function startBareWeb(settings: NodeJS.ProcessEnv, home: string): Promise<BareWeb> {
  const port = await anyFreePort();
  const source = { ...settings, PORT: String(port) };
  const instance = describeInstance(home, source);
  const folder = checkoutWithoutProxy(home);
  const output: string[] = [];
  const child = spawn(process.execPath, serveArguments(port, "127.0.0.1"), {
    cwd: folder,
    env: environmentOf("web", source, instance),
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => output.push(text.toString()));
  const isReady = () => output.join("").includes("Ready in");
  await waitUntil(() => isReady() || child.exitCode !== null, START_LIMIT_MS);
  if (!isReady()) {
    await stop(child);
    throw new Error(`The pages without a proxy did not start:\n${output.join("")}`);
  }
  return { url: instance.appUrl, stop: () => stop(child) };
}
