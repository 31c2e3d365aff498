import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { ROOT } from "./checkout.ts";

const ROOMS = ["app", "components", "lib", "worker", "ingest", "scripts", "sandbox", "e2e", "bench", "prisma"];

/** Fewer modules than this were not read but missed: a reader that understands nothing reports no violation either. */
const FEWEST_MODULES = 300;

export interface LayerReport {
  moduleCount: number;
  /** One line each: rule, from, to. */
  violations: string[];
}

/** Follows every import of the checkout and names those that go against the arrows in .dependency-cruiser.cjs. */
export async function checkLayers(): Promise<LayerReport> {
  const options = await extractOptions(join(ROOT, ".dependency-cruiser.cjs"));
  const tsConfig = extractTsConfig(join(ROOT, "tsconfig.json"));
  const rooms = ROOMS.filter((room) => existsSync(join(ROOT, room)));
  const { output } = await cruise(rooms, { ...options, baseDir: ROOT, validate: true }, undefined, { tsConfig });
  if (typeof output === "string") throw new Error("dependency-cruiser answered with text instead of a result");
  const { summary, modules }: ICruiseResult = output;
  const ours = modules.filter(({ source }) => !source.startsWith("node_modules/"));
  return {
    moduleCount: ours.length,
    violations: summary.violations.map(({ rule, from, to, cycle }) => {
      const path = cycle?.map(({ name }) => name).join(" -> ") ?? to;
      return `${rule.name}: ${from} -> ${path}`;
    }),
  };
}

/** What is wrong with a report, for a person to read; undefined when nothing is. */
export function describeProblem({ moduleCount, violations }: LayerReport): string | undefined {
  if (moduleCount < FEWEST_MODULES) {
    return `Only ${moduleCount} modules were read, of more than ${FEWEST_MODULES}: the check is blind. Does TypeScript ${typescriptVersion()} fit?`;
  }
  return violations.length === 0 ? undefined : violations.join("\n");
}

function typescriptVersion(): string {
  return createRequire(import.meta.url)("typescript/package.json").version;
}
