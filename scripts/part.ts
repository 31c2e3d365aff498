/**
 * Runs one process of this instance alone, in the foreground: for several machines, or beside a running `npm start`.
 *
 *   npm run web | worker | ingest | sandbox
 *
 * It takes keys, roles and addresses from where `npm start` or `npm run migrate` put them.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { buildIfStale, noteBuildUse } from "./build.ts";
import { ROOT } from "./checkout.ts";
import { dataFolder } from "./data-folder.ts";
import { describeInstance } from "./instance.ts";
import { actionKey, type PartName } from "./settings.ts";
import { programOf } from "./supervisor/programs.ts";

const PARTS: PartName[] = ["web", "worker", "ingest", "sandbox"];

async function run(part: PartName): Promise<number> {
  const instance = describeInstance(dataFolder(process.env.DATA_DIR));
  if (part === "web") {
    const settings = { appUrl: instance.appUrl, actionKey: actionKey(instance.keys) };
    await buildIfStale(settings, console.log, new AbortController().signal);
    noteBuildUse();
  }
  const { args, environment } = programOf(part, process.env, instance);
  // In a group of its own, so that a Ctrl-C reaches it once, through us.
  const child = spawn(process.execPath, args, { cwd: ROOT, env: environment, stdio: "inherit", detached: true });
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => child.kill("SIGTERM"));
  const [code] = await once(child, "exit");
  return code ?? 1;
}

const part = PARTS.find((name) => name === process.argv[2]);
if (part === undefined) {
  console.error(`Say which part to run: ${PARTS.join(", ")}.`);
  process.exit(1);
}
try {
  process.exit(await run(part));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
