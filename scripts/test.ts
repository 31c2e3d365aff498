/**
 * `npm test`: every check and every test, or one part of them (`npm test -- check`, `unit [file]`, `e2e [file]`).
 *
 * The last line it prints is `N passed, N failed`. Checks count as tests.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { generateClient } from "../prisma/generate.ts";
import { runChecks } from "./checks.ts";
import { dataFolder, privateFolder } from "./data-folder.ts";
import { endRunning } from "./run.ts";
import { stopTestCluster, testCluster } from "./test-cluster.ts";
import { runJourneys } from "./testing/journeys.ts";
import { emptyTally, sum, type Tally } from "./testing/tally.ts";
import { runUnitTests } from "./testing/unit.ts";

const home = dataFolder(process.env.DATA_DIR);
const reports = join(home, "test-reports");
const say = (sentence: string) => console.log(sentence);

/** Which files to run, as words of their paths; empty for all. */
type Filters = string[];

async function checks(): Promise<Tally> {
  const results = await runChecks();
  const failed = results.filter(({ problem }) => problem !== undefined);
  return {
    ...emptyTally(),
    passed: results.length - failed.length,
    failures: failed.map(({ name, problem }) => `check: ${name}\n${problem}`),
  };
}

async function unit(filters: Filters): Promise<Tally> {
  generateClient();
  const given = process.env.TEST_DATABASE_ADMIN_URL;
  try {
    return await runUnitTests(join(reports, "unit.json"), given ?? (await testCluster()), filters);
  } finally {
    if (given === undefined) await stopTestCluster();
  }
}

const PARTS = {
  check: checks,
  unit,
  e2e: (filters: Filters) => runJourneys(home, join(reports, "e2e.json"), filters, say),
};
type PartName = keyof typeof PARTS;

function isPart(name: string): name is PartName {
  return Object.hasOwn(PARTS, name);
}

async function runPart(name: PartName, filters: Filters): Promise<Tally> {
  const begun = Date.now();
  const tally = await PARTS[name](filters).catch(
    (error: unknown): Tally => ({
      ...emptyTally(),
      failures: [`${name}\n${error instanceof Error ? error.message : error}`],
    }),
  );
  const seconds = Math.round((Date.now() - begun) / 1_000);
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : "";
  say(`${name}: ${tally.passed} passed, ${tally.failures.length} failed${skipped} (${seconds} s)`);
  return tally;
}

const asked = process.argv.slice(2);
const names = asked.filter(isPart);
const filters = asked.filter((word) => !isPart(word));
if (filters.length > 0 && names.length !== 1) {
  console.error("Usage: npm test [-- check|unit|e2e [file ...]]");
  process.exit(1);
}
rmSync(reports, { recursive: true, force: true });
privateFolder(home);
mkdirSync(reports);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // The instance of the journeys sees that we are gone; the test server stops when nobody is connected any more.
    endRunning();
    process.exit(130);
  });
}

const tallies: Tally[] = [];
for (const name of names.length > 0 ? names : Object.keys(PARTS).filter(isPart)) {
  tallies.push(await runPart(name, filters));
}
const { passed, failures } = sum(tallies);
for (const failure of failures) say(`\nFAILED ${failure}`);
const hasPassed = failures.length === 0 && passed > 0;
// Written at once and in full before the process ends, also into a pipe.
process.stdout.write(`${passed} passed, ${failures.length} failed\n`, () => process.exit(hasPassed ? 0 : 1));
