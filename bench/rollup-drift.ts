import { nodeEnvironment, runNode } from "../scripts/run.ts";
import type { BenchContext, BenchResult } from "./context.ts";

const RUNS = Number(process.env.BENCH_RUNS ?? 50);
const LARGEST_SEED = 1_000_000;

/** Plays runs of the fault harness, and counts the figures of reports that a recount finds otherwise. */
export default async function rollupDrift({ environment, say }: BenchContext): Promise<BenchResult> {
  // The harness brings a server, a database and settings of its own.
  const clean = nodeEnvironment();
  for (const name of Object.keys(environment)) delete clean[name];
  const seed = Math.floor(Math.random() * LARGEST_SEED);
  let [drift, ended] = [0, 0];
  let rest = "";
  const { code } = await runNode(["scripts/faults.ts", "--seed", String(seed), "--runs", String(RUNS)], {
    environment: { ...clean, NODE_ENV: "test" },
    onOutput: (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const found = /^(seed \d+): .*?, (\d+) counts adrift/.exec(line);
        if (found === null) continue;
        ended += 1;
        drift += Number(found[2]);
        say(`${found[1]}: ${found[2]}`);
      }
    },
  });
  const run = { value: drift, baseline: 0, ratio: drift };
  return {
    ...{ name: "rollup-drift", unit: "counts", ...run, target: 0, pass: code === 0 && ended === RUNS && drift === 0 },
    runs: [run],
    notes: [
      `value: counts of reports and campaigns that a recount of the messages finds otherwise, after ${ended} of ${RUNS} runs of the fault`,
      `harness from seed ${seed} on: workers killed and frozen, the database crashed, providers misbehaving; at most 0`,
      ...(code === 0 ? [] : ["a run failed: npm run faults with this seed says why"]),
    ],
  };
}
