import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { chromium } from "playwright";
import { dataFolder, privateFolder } from "../data-folder.ts";
import { nodeEnvironment, programOf, runNode } from "../run.ts";

const USUAL_PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

function runs(path: string | undefined): path is string {
  return path !== undefined && existsSync(path) && spawnSync(path, ["--version"]).status === 0;
}

/** The folder of the package; undefined in a checkout whose packages are from before it came. */
function ownPackage(): URL | undefined {
  try {
    return new URL("../", import.meta.resolve("@sparticuz/chromium"));
  } catch {
    return undefined;
  }
}

/** Whether it starts: people who are not root may be refused the walls that it puts around its pages. */
async function starts(path: string): Promise<boolean> {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath: path, args, timeout: 30_000 }).catch(() => undefined);
  await browser?.close();
  return browser !== undefined;
}

/**
 * The Chromium that npm brings, which has no windows: a journey needs a quarter less of the processor in it than in one that could
 * show some. Undefined where it is for another kind of machine.
 */
async function unpackOwn(): Promise<string | undefined> {
  const home = ownPackage();
  if (home === undefined || process.platform !== "linux" || process.arch !== "x64") return undefined;
  const { version }: { version: string } = JSON.parse(readFileSync(new URL("package.json", home), "utf8"));
  const path = join(privateFolder(join(dataFolder(process.env.DATA_DIR), "browser")), `chromium-${version}`);
  if (existsSync(path)) return path;
  const unfinished = `${path}.${process.pid}`;
  const packed = createReadStream(fileURLToPath(new URL("bin/chromium.br", home)));
  await pipeline(packed, createBrotliDecompress(), createWriteStream(unfinished, { mode: 0o700 }));
  renameSync(unfinished, path);
  return path;
}

async function find(): Promise<string | undefined> {
  if (runs(process.env.CHROMIUM_PATH)) return process.env.CHROMIUM_PATH;
  const own = await unpackOwn();
  if (runs(own) && (await starts(own))) return own;
  return [...USUAL_PLACES, chromium.executablePath()].find(runs);
}

function installFromSystem(): void {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || spawnSync("apt-get", ["--version"]).status !== 0) return;
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update"], { env: environment });
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env: environment });
}

/**
 * A Chromium that runs: the one in CHROMIUM_PATH, npm's, the system's, Playwright's own, or one that is installed now.
 *
 * @throws Error that says how to get one.
 */
export async function findBrowser(say: (sentence: string) => void): Promise<string> {
  const present = await find();
  if (present !== undefined) return present;
  say("Installing a Chromium for the tests.");
  installFromSystem();
  const installed = await find();
  if (installed !== undefined) return installed;
  const command = [programOf(import.meta.resolve("playwright/package.json"), "playwright"), "install", "chromium"];
  const { output } = await runNode(command, { environment: nodeEnvironment() });
  const downloaded = await find();
  if (downloaded !== undefined) return downloaded;
  throw new Error(
    `There is no Chromium, and none could be installed. Set CHROMIUM_PATH to one.\n${output.slice(-500)}`,
  );
}
