import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../checkout.ts";
import { addressesOf } from "../database.ts";
import { loadAuthSecret } from "../keys.ts";
import { anyFreePort } from "../ports.ts";
import { removeDatabase } from "../postgres/place.ts";
import { waitUntil } from "../processes.ts";
import { nodeEnvironment } from "../run.ts";
import { startBareWeb } from "./bare-web.ts";

/** A whole instance, started the way people start it, for the journeys to use. */
export interface Stack {
  /** For the environment of the journeys. */
  environment: Record<string, string>;
  /** The process that started all the others. */
  pid: number;
  /** Stops it as a person would. Returns what was wrong with that, if anything. */
  stop(): Promise<string | undefined>;
}

const START_LIMIT_MS = 600_000;

async function freePorts(): Promise<Record<string, string>> {
  const names = [
    "PORT",
    "INGEST_PORT",
    "WORKER_PORT",
    "SANDBOX_AUTH_PORT",
    "SANDBOX_API_PORT",
    "SANDBOX_SMTP_PORT",
    "SANDBOX_PEOPLE_PORT",
  ];
  const ports = new Set<number>();
  while (ports.size < names.length) ports.add(await anyFreePort());
  const chosen = [...ports];
  return Object.fromEntries(names.map((name, index) => [name, String(chosen[index])]));
}

/** Settings of the person who runs the tests must not reach the instance under test. */
function cleanEnvironment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const own =
    /^(PORT|HOST|APP_URL|.*_PORT|INGEST_URL|DATABASE_.*|DATA_DIR|KEYRING|SANDBOX.*|ILETINIZ_.*|PROVIDER_LOOPBACK|OIDC_.*|SMTP_URL|MAIL_FROM|TIME_SCALE|SIGN_UP|FAILPOINT.*|npm_.*)$/;
  const kept = Object.entries(nodeEnvironment()).filter(([name]) => !own.test(name));
  return { NODE_ENV: "production", ...Object.fromEntries(kept), ...settings };
}

function isReady(output: string[]): boolean {
  return output.join("").includes("Tellal is ready: ");
}

async function stop(child: ChildProcess, output: string[]): Promise<string | undefined> {
  if (child.exitCode !== null) return `The instance ended during the journeys:\n${output.join("")}`;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const [code] = await ended;
  return code === 0 ? undefined : `The instance did not stop in order (exit code ${code}):\n${output.join("")}`;
}

/**
 * Starts an instance with an empty database of its own, on free ports, with time running faster.
 *
 * @param mainHome The data folder of this checkout. Its login secret is used, so that the build is the same one.
 * @throws Error with what the start printed, when it does not become ready.
 */
export async function startStack(mainHome: string, timeScale: number): Promise<Stack> {
  const home = join(mainHome, "e2e");
  removeDatabase(home);
  rmSync(home, { recursive: true, force: true });
  const authSecret = loadAuthSecret(mainHome, process.env);
  const ports = await freePorts();
  const settings = {
    ...ports,
    DATA_DIR: home,
    AUTH_SECRET: authSecret,
    TIME_SCALE: String(timeScale),
    TELLAL_STARTED_BY: "tests",
    SANDBOX_PEOPLE_REDIRECT_URI: `http://localhost:${ports.PORT}/sign-in/elsewhere/callback`,
    OIDC_ISSUER: `http://localhost:${ports.SANDBOX_PEOPLE_PORT}`,
    OIDC_CLIENT_ID: "tellal-people",
    OIDC_CLIENT_SECRET: "a secret of the stand-in and of nobody else",
    OIDC_NAME: "Ofis Kimliği",
  };
  const output: string[] = [];
  const child = spawn(process.execPath, [join(ROOT, "scripts", "start.ts")], {
    cwd: ROOT,
    env: cleanEnvironment(settings),
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => output.push(text.toString()));
  const isSettled = await waitUntil(() => isReady(output) || child.exitCode !== null, START_LIMIT_MS);
  if (!isSettled || child.exitCode !== null) {
    child.kill("SIGTERM");
    throw new Error(`The instance for the journeys did not start:\n${output.join("")}`);
  }
  const bare = await startBareWeb(cleanEnvironment(settings), home).catch(async (error: unknown) => {
    await stop(child, output);
    throw error;
  });
  const database = addressesOf({ kind: "embedded" }, home, authSecret);
  return {
    pid: child.pid ?? 0,
    environment: {
      E2E_BASE_URL: `http://localhost:${ports.PORT}`,
      E2E_BARE_URL: bare.url,
      E2E_INGEST_URL: `http://localhost:${ports.INGEST_PORT}`,
      E2E_SANDBOX_URL: `http://localhost:${ports.SANDBOX_AUTH_PORT}`,
      E2E_SANDBOX_API_URL: `http://localhost:${ports.SANDBOX_API_PORT}`,
      E2E_DATABASE_URL: database.appUrl,
      E2E_DATABASE_OWNER_URL: database.ownerUrl,
      E2E_TIME_SCALE: String(timeScale),
      E2E_DATA_DIR: home,
      E2E_AUTH_SECRET: authSecret,
    },
    async stop() {
      await bare.stop();
      return stop(child, output);
    },
  };
}
