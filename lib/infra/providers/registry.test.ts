import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { isKeyProviderName, providerNames } from "#lib/infra/providers/registry";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Where a provider may be named: its own folder, its row and its address. */
const isItsPlace = (path: string, name: string) =>
  path.startsWith(`lib/infra/providers/${name}/`) ||
  ["lib/infra/providers/registry.ts", "lib/infra/env.ts"].includes(path);

// The fault harness plays the stand-ins and is no part of the program.
const isProgram = (path: string) => !/^worker\/faults\/|\.(test|fixture)\.tsx?$|generated\//.test(path);

it("a provider that is connected by a key is one folder and one row: no other file of the program names it", () => {
  const files = globSync("{app,components,ingest,lib,worker}/**/*.{ts,tsx}", { cwd: ROOT }).filter(isProgram);
  expect(files.length).toBeGreaterThan(500);
  for (const name of providerNames.filter(isKeyProviderName)) {
    const names = new RegExp(`["'/]${name}["'/]`);
    const naming = files.filter(
      (path) => !isItsPlace(path, name) && names.test(readFileSync(`${ROOT}${path}`, "utf8")),
    );
    expect(naming, name).toEqual([]);
  }
});
