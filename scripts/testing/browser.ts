import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright";
import { nodeEnvironment, programOf, runNode } from "../run.ts";

const USUAL_PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

function runs(path: string | undefined): path is string {
  return path !== undefined && existsSync(path) && spawnSync(path, ["--version"]).status === 0;
}

function find(): string | undefined {
  return [process.env.CHROMIUM_PATH, ...USUAL_PLACES, chromium.executablePath()].find(runs);
}

function installFromSystem(): void {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || spawnSync("apt-get", ["--version"]).status !== 0) return;
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update"], { env: environment });
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env: environment });
}

/**
 * A Chromium that runs: the one in CHROMIUM_PATH, the system's, Playwright's own, or one that is installed now.
 *
 * @throws Error that says how to get one.
 */
export async function findBrowser(say: (sentence: string) => void): Promise<string> {
  const present = find();
  if (present !== undefined) return present;
  say("Installing a Chromium for the tests.");
  installFromSystem();
  const installed = find();
  if (installed !== undefined) return installed;
  const command = [programOf(import.meta.resolve("playwright/package.json"), "playwright"), "install", "chromium"];
  const { output } = await runNode(command, { environment: nodeEnvironment() });
  const downloaded = find();
  if (downloaded !== undefined) return downloaded;
  throw new Error(
    `There is no Chromium, and none could be installed. Set CHROMIUM_PATH to one.\n${output.slice(-500)}`,
  );
}
