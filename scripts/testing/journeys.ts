import { globSync } from "node:fs";
import { ROOT } from "../checkout.ts";
import { readIfExists } from "../data-folder.ts";
import { nodeEnvironment, programOf, runNode } from "../run.ts";
import { findBrowser } from "./browser.ts";
import { startStack } from "./stack.ts";
import { emptyTally, type Tally } from "./tally.ts";

/** The parts read here of what Playwright's JSON reporter writes. */
interface Suite {
  title: string;
  suites?: Suite[];
  specs?: {
    title: string;
    file: string;
    tests: { status: string; results: { error?: { message?: string; snippet?: string } }[] }[];
  }[];
}
interface Report {
  suites: Suite[];
  errors: { message?: string }[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the codes that colour a terminal.
const COLOURS = /\u001b\[[0-9;]*m/g;

function countSuite({ suites = [], specs = [] }: Suite, tally: Tally): void {
  for (const suite of suites) countSuite(suite, tally);
  for (const { title, file, tests } of specs) {
    for (const { status, results } of tests) {
      if (status === "expected") tally.passed += 1;
      else if (status === "skipped") tally.skipped += 1;
      else {
        const errors = results.map(({ error }) => `${error?.message ?? ""}\n${error?.snippet ?? ""}`);
        tally.failures.push(`e2e/${file}\n  ${title}\n${errors.join("\n").replaceAll(COLOURS, "")}`);
      }
    }
  }
}

/** Runs what Playwright's arguments choose, against the instance that the environment names. */
export async function runPlaywright(
  reportPath: string,
  filters: string[],
  environment: Record<string, string>,
): Promise<Tally> {
  const { code, output } = await runNode(
    [
      programOf(import.meta.resolve("@playwright/test/package.json"), "playwright"),
      "test",
      "--reporter=json",
      ...filters,
    ],
    {
      environment: nodeEnvironment({ ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: reportPath }),
    },
  );
  const text = readIfExists(reportPath);
  const tally = emptyTally();
  if (text === undefined) return { ...tally, failures: [`Playwright did not run\n${output.slice(-4_000)}`] };
  const report: Report = JSON.parse(text);
  for (const suite of report.suites) countSuite(suite, tally);
  for (const { message } of report.errors) tally.failures.push(`e2e\n${message}`);
  if (code !== 0 && tally.failures.length === 0) tally.failures.push(`Playwright ended with code ${code}\n${output}`);
  return tally;
}

/** Runs the journeys in a browser, against a whole instance started for them. Its start and its stop count as tests. */
export async function runJourneys(
  home: string,
  reportPath: string,
  filters: string[],
  say: (sentence: string) => void,
): Promise<Tally> {
  if (globSync("e2e/**/*.spec.ts", { cwd: ROOT }).length === 0)
    return { ...emptyTally(), failures: ["e2e has no journeys"] };
  const chromium = await findBrowser(say);
  const stack = await startStack(home, 20);
  let tally = emptyTally();
  try {
    tally = await runPlaywright(reportPath, filters, { ...stack.environment, CHROMIUM_PATH: chromium });
  } finally {
    const problem = await stack.stop();
    tally.passed += problem === undefined ? 1 : 0;
    if (problem !== undefined) tally.failures.push(problem);
  }
  return tally;
}
