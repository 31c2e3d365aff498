import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateClient } from "../prisma/generate.ts";
import { ROOT } from "./checkout.ts";
import { readIfExists } from "./data-folder.ts";
import { isAlive, signal, startMark } from "./processes.ts";

const BUILD_FOLDER = join(ROOT, ".next");
const STAMP = join(BUILD_FOLDER, "tellal-build");
const USERS = join(BUILD_FOLDER, "tellal-users");

/** What the build reads. The generated client follows from prisma/. */
const SOURCES = ["app", "components", "lib", "public", "prisma/models", "prisma/schema.prisma"];
const SINGLE_FILES = [
  "next.config.ts",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const LEFT_OUT = /\.test\.tsx?$|\.fixture\.ts$|^generated$/;

const byName = (a: string, b: string) => (a < b ? -1 : 1);

function filesBelow(path: string): string[] {
  const absolute = join(ROOT, path);
  if (!existsSync(absolute)) return [];
  const entries = readdirSync(absolute, { withFileTypes: true }).filter(({ name }) => !LEFT_OUT.test(name));
  return entries.flatMap((entry) => {
    const child = `${path}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(child) : [child];
  });
}

/** The settings that end up inside the build: the secrets among them only as part of the hash. */
export interface BuildSettings {
  appUrl: string;
  actionKey: string;
}

function sourceHash(settings: BuildSettings): string {
  const folders = SOURCES.flatMap((path) => (path.includes(".") ? [path] : filesBelow(path)));
  const files = [...folders, ...SINGLE_FILES].filter((path) => existsSync(join(ROOT, path)));
  const hash = createHash("sha256").update(process.version).update(settings.actionKey);
  // Headers are fixed at build time, and some are for https only. The rest of the address is read at start.
  hash.update(new URL(settings.appUrl).protocol);
  for (const file of files.sort(byName)) hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)));
  for (const [name, value] of Object.entries(process.env).sort(([a], [b]) => byName(a, b))) {
    if (name.startsWith("NEXT_PUBLIC_")) hash.update(`\0${name}=${value}`);
  }
  return hash.digest("hex");
}

/** Living processes other than this one that serve from the present build. */
function users(): number[] {
  if (!existsSync(USERS)) return [];
  return readdirSync(USERS)
    .map(Number)
    .filter((pid) => pid !== process.pid && isAlive(pid) && readIfExists(join(USERS, String(pid))) === startMark(pid));
}

/** Notes that this process serves from the build, so that no other start replaces it underneath. */
export function noteBuildUse(): void {
  mkdirSync(USERS, { recursive: true });
  writeFileSync(join(USERS, String(process.pid)), startMark(process.pid) ?? "");
}

export function endBuildUse(): void {
  rmSync(join(USERS, String(process.pid)), { force: true });
}

/** The path of Next's command. */
export function nextCommand(): string {
  return fileURLToPath(import.meta.resolve("next/dist/bin/next"));
}

/**
 * How long an idle connection stays open. Longer than the proxies that are put before an instance keep theirs (60 seconds to two
 * minutes): with Node's five seconds one closes now and then just as the proxy sends a request on it, and somebody reads 502.
 */
const KEEP_ALIVE_MS = 125_000;

/** The arguments that serve the build. */
export function serveArguments(port: number, host: string): string[] {
  const address = ["--port", String(port), "--hostname", host];
  return [nextCommand(), "start", ...address, "--keepAliveTimeout", String(KEEP_ALIVE_MS)];
}

async function runBuild(settings: BuildSettings, stopping: AbortSignal): Promise<void> {
  const build = spawn(process.execPath, [nextCommand(), "build"], {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      APP_URL: settings.appUrl,
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: settings.actionKey,
    },
  });
  const output: string[] = [];
  for (const stream of [build.stdout, build.stderr]) stream.on("data", (text: Buffer) => output.push(text.toString()));
  const end = () => build.pid !== undefined && signal(-build.pid, "SIGKILL");
  stopping.addEventListener("abort", end);
  const [code] = await once(build, "exit");
  stopping.removeEventListener("abort", end);
  stopping.throwIfAborted();
  if (code !== 0) throw new Error(`The build failed:\n${output.join("")}`);
}

/** Builds the pages unless the last build is of the same sources. */
export async function buildIfStale(
  settings: BuildSettings,
  say: (sentence: string) => void,
  stopping: AbortSignal,
): Promise<void> {
  generateClient();
  const hash = sourceHash(settings);
  if (readIfExists(STAMP) === hash && existsSync(join(BUILD_FOLDER, "BUILD_ID"))) return;
  const [user] = users();
  if (user !== undefined) {
    throw new Error(
      `The sources changed, and process ${user} still serves the last build of this checkout. Stop it first.`,
    );
  }
  say("Building the pages (about half a minute).");
  rmSync(STAMP, { force: true });
  await runBuild(settings, stopping);
  writeFileSync(STAMP, hash);
}
