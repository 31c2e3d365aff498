/**
 * `npm run faults -- --seed N --runs M`: plays M runs of the fault harness, from seed N on, and judges each by the ledger of the
 * stand-in providers. Without a seed it begins at one of chance, which it prints.
 */
import { parseArgs } from "node:util";
import { generateClient } from "../prisma/generate.ts";
import { endRunning, nodeEnvironment, programOf, runNode } from "./run.ts";

const LARGEST_SEED = 1_000_000;
const { values } = parseArgs({ options: { seed: { type: "string" }, runs: { type: "string", default: "200" } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * LARGEST_SEED));
const runs = Number(values.runs);
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(runs) || runs < 1) {
  console.error("Usage: npm run faults -- [--seed N] [--runs M]");
  process.exit(1);
}
console.log(`seeds ${seed} to ${seed + runs - 1}`);
generateClient();
const vitest = programOf(import.meta.resolve("vitest/package.json"), "vitest");
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, endRunning);
const { code } = await runNode([vitest, "run", "worker/faults/faults.test.ts", "--disableConsoleIntercept"], {
  environment: nodeEnvironment({ NODE_ENV: "test", FAULT_SEED: String(seed), FAULT_RUNS: String(runs) }),
  onOutput: (text) => process.stdout.write(text),
});
process.exit(code);
