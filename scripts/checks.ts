import { generateClient } from "../prisma/generate.ts";
import { nextCommand } from "./build.ts";
import { checkLayers, describeProblem } from "./layers.ts";
import { nodeEnvironment, programOf, runNode } from "./run.ts";

export interface CheckResult {
  name: string;
  /** What a person has to put right; undefined when the check passes. */
  problem: string | undefined;
}

async function tool(name: string, args: string[]): Promise<CheckResult> {
  const { code, output } = await runNode(args, { environment: nodeEnvironment() });
  return { name, problem: code === 0 ? undefined : output.trim() || `exit code ${code}` };
}

async function layers(): Promise<CheckResult> {
  return { name: "layers", problem: describeProblem(await checkLayers()) };
}

/** Files that other checks read: the database client, and the types of Next's routes. */
async function generate(): Promise<CheckResult> {
  generateClient();
  return tool("types of the routes", [nextCommand(), "typegen"]);
}

/** Runs the checks that need no database: types, lint and format, layers, dead code. */
export async function runChecks(): Promise<CheckResult[]> {
  const generated = await generate();
  if (generated.problem !== undefined) return [generated];
  const types = tool("types", [
    programOf(import.meta.resolve("typescript/package.json"), "tsc"),
    "--noEmit",
    "--pretty",
    "false",
  ]);
  const others = (async () => [
    await tool("lint and format", [
      programOf(import.meta.resolve("@biomejs/biome/package.json"), "biome"),
      "check",
      "--error-on-warnings",
      "--max-diagnostics=200",
    ]),
    await layers(),
    await tool("dead code", [programOf(import.meta.resolve("knip"), "knip"), "--no-progress"]),
  ])();
  return [await types, ...(await others)];
}
