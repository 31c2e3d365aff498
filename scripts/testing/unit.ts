import { dirname, join } from "node:path";
import { readIfExists } from "../data-folder.ts";
import { nodeEnvironment, programOf, runNode } from "../run.ts";
import { testTemplate } from "../test-database.ts";
import { emptyTally, type Tally } from "./tally.ts";

/** The parts read here of what vitest's JSON reporter writes. */
interface Report {
  numPassedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    const texts = failed.map(
      ({ fullName, failureMessages }) => `${name}\n  ${fullName}\n${failureMessages.join("\n")}`,
    );
    // A file that could not be loaded, or whose preparation failed, has no tests of its own to blame.
    return status === "failed" && failed.length === 0 ? [`${name}\n${message}`] : texts;
  });
}

/** Runs the tests beside the code, with a database for those that ask. */
export async function runUnitTests(reportPath: string, databaseAdminUrl: string, filters: string[]): Promise<Tally> {
  // Looked up once for all files, each of which would otherwise start a process to ask.
  const template = JSON.stringify(await testTemplate(databaseAdminUrl));
  const settings = {
    ...{ TEST_DATABASE_ADMIN_URL: databaseAdminUrl, TEST_DATABASE_TEMPLATE: template, NODE_ENV: "test" },
    // Dozens of tests start processes of ours; what compiling the first one gave serves the rest.
    NODE_COMPILE_CACHE: join(dirname(dirname(reportPath)), "compile-cache"),
  };
  const { code, output } = await runNode(
    [
      programOf(import.meta.resolve("vitest/package.json"), "vitest"),
      "run",
      "--reporter=json",
      `--outputFile=${reportPath}`,
      "--passWithNoTests=false",
      ...filters,
    ],
    { environment: nodeEnvironment(settings) },
  );
  const text = readIfExists(reportPath);
  if (text === undefined) return { ...emptyTally(), failures: [`vitest did not run\n${output.slice(-4_000)}`] };
  const report: Report = JSON.parse(text);
  const failures = failuresOf(report);
  // An error outside of any test, such as a rejected promise that nobody awaited.
  if (code !== 0 && failures.length === 0) failures.push(`vitest ended with code ${code}\n${output.slice(-4_000)}`);
  return { passed: report.numPassedTests, failures, skipped: report.numPendingTests + report.numTodoTests };
}
