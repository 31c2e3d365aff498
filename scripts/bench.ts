/**
 * `npm run bench -- NAME [--json]`: one benchmark of bench/, on a fresh database with the settings of a real one.
 *
 * With `--json` it prints one line of JSON, otherwise a table. It fails when the target is missed.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Bench, BenchContext, BenchResult } from "../bench/context.ts";
import { generateClient } from "../prisma/generate.ts";
import { ROOT } from "./checkout.ts";
import { dataFolder } from "./data-folder.ts";
import { type DatabasePlan, migrateDatabase, openDatabase } from "./database.ts";
import { lockFolder } from "./lock.ts";
import { startCluster } from "./postgres/cluster.ts";
import { removeDatabase } from "./postgres/place.ts";

const FOLDER = join(ROOT, "bench");

function benchNames(): string[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  return files
    .filter((name) => readFileSync(join(FOLDER, name), "utf8").includes("export default"))
    .map((name) => name.replace(/\.ts$/, ""));
}

/** The settings that every process of the product needs, for this run alone. */
function settingsFor(authSecret: string, database: BenchContext["database"], home: string): Record<string, string> {
  return {
    NODE_ENV: "production",
    DATABASE_URL: database.appUrl,
    DATABASE_LOADER_URL: database.loaderUrl,
    AUTH_SECRET: authSecret,
    KEYRING: `bench:${randomBytes(32).toString("base64")}`,
    APP_URL: "http://localhost:3000",
    DATA_DIR: home,
    SANDBOX: "on",
    PROVIDER_LOOPBACK: "on",
    LOG_LEVEL: "warn",
  };
}

/** A server of its own, empty at first, and a migrated database on it, both there while `work` runs and until a signal ends it. */
async function withDatabase<Result>(work: (context: BenchContext) => Promise<Result>): Promise<Result> {
  const home = join(dataFolder(process.env.DATA_DIR), "bench");
  const say = (sentence: string) => console.error(sentence);
  const lock = lockFolder(home);
  removeDatabase(home);
  const starting = startCluster({ home, say });
  const close = async () => {
    const cluster = await starting.catch(() => undefined);
    await cluster?.stop();
    removeDatabase(home);
    lock.release();
  };
  let closing: Promise<void> | undefined;
  const closeOnce = () => {
    closing ??= close();
    return closing;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void closeOnce().finally(() => process.exit(130)));
  }
  try {
    await starting;
    const authSecret = randomBytes(48).toString("base64url");
    const plan: DatabasePlan = { kind: "embedded" };
    const { addresses } = await openDatabase({ plan, home, authSecret, isServerRunning: true, say });
    await migrateDatabase(addresses);
    return await work({ database: addresses, environment: settingsFor(authSecret, addresses, home), say });
  } finally {
    await closeOnce();
  }
}

function printTable(result: BenchResult): void {
  console.log(`${result.name}: ${result.pass ? "reached" : "MISSED"}`);
  console.log(
    `  value ${result.value.toPrecision(4)} ${result.unit}, baseline ${result.baseline.toPrecision(4)} ${result.unit}`,
  );
  console.log(`  ratio ${result.ratio.toFixed(3)}, target ${result.target}`);
  console.table(result.runs);
  for (const note of result.notes) console.log(`  ${note}`);
}

const [name, ...options] = process.argv.slice(2);
const file = join(FOLDER, `${name}.ts`);
if (name === undefined || !benchNames().includes(name) || !existsSync(file)) {
  console.error(`Usage: npm run bench -- NAME [--json], where NAME is one of: ${benchNames().join(", ")}`);
  process.exit(1);
}
generateClient();
const result = await withDatabase(async (context) => {
  // The product's modules read the settings of the process, once; so they are loaded after these are made.
  Object.assign(process.env, context.environment);
  const { default: bench }: { default: Bench } = await import(pathToFileURL(file).href);
  return bench(context);
});
if (options.includes("--json")) console.log(JSON.stringify(result));
else printTable(result);
process.exit(result.pass ? 0 : 1);
