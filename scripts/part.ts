/**
 * Runs one process of this instance alone, in the foreground: for several machines, or beside a running `npm start`.
 *
 *   npm run web | worker | ingest | sandbox
 *
 * It takes keys, roles and addresses from where `npm start` or `npm run migrate` put them.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseEnv } from "#lib/infra/env";
import { buildIfStale, noteBuildUse } from "./build.ts";
import { ROOT } from "./checkout.ts";
import { dataFolder } from "./data-folder.ts";
import { addressesOf, planDatabase } from "./database.ts";
import { findKeyring, loadAuthSecret } from "./keys.ts";
import type { HeldPort } from "./ports.ts";
import { actionKey, type Instance, type PartName, publicAddress, wantedPorts } from "./settings.ts";
import { programOf } from "./supervisor/programs.ts";

const PARTS: PartName[] = ["web", "worker", "ingest", "sandbox"];

/** The instance as its settings describe it. Nothing is started, and no port is exchanged for another. */
function describeInstance(home: string): Instance {
  const authSecret = loadAuthSecret(home, process.env);
  const keyring = findKeyring(home, process.env);
  if (keyring === undefined) throw new Error("KEYRING: there is none yet. Run npm run migrate or npm start first.");
  const database = addressesOf(planDatabase(process.env), home, authSecret);
  const settings = parseEnv({
    ...process.env,
    DATABASE_URL: database.appUrl,
    AUTH_SECRET: authSecret,
    KEYRING: keyring,
  });
  const numbers = wantedPorts(process.env);
  const asIs = (port: number): HeldPort => ({ port, release: async () => {} });
  return {
    home,
    keys: { authSecret, keyring },
    isDevelopment: false,
    isSandboxOn: settings.isSandboxOn,
    isLoopback: settings.isLoopbackInstance,
    appUrl: publicAddress(process.env, settings.port),
    ports: {
      web: asIs(numbers.web),
      ingest: asIs(numbers.ingest),
      worker: asIs(numbers.worker),
      sandboxAuth: asIs(numbers.sandboxAuth),
      sandboxApi: asIs(numbers.sandboxApi),
      sandboxSmtp: asIs(numbers.sandboxSmtp),
    },
    database,
  };
}

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
