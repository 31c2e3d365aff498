import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { missingOptionals } from "../scripts/complete-lockfile.ts";

interface Locked {
  version?: string;
  resolved?: string;
}
const lockfile: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"),
);

/** Every place in the tree where a package is installed. */
function installed(name: string): [string, string][] {
  return Object.entries(lockfile.packages).flatMap(([path, { version = "" }]): [string, string][] =>
    path.endsWith(`node_modules/${name}`) ? [[path, version]] : [],
  );
}

function isAtLeast(version: string, floor: string): boolean {
  const numbers = (text: string) => text.split("-")[0]?.split(".").map(Number) ?? [];
  const [have, need] = [numbers(version), numbers(floor)];
  const firstDifference = need.findIndex((part, index) => part !== have[index]);
  return firstDifference === -1 || (have[firstDifference] ?? 0) > (need[firstDifference] ?? 0);
}

it.each([
  ["16.4.6", "16.4.6", true],
  ["16.10.0", "16.4.6", true],
  ["17.0.0", "16.4.6", true],
  ["16.4.5", "16.4.6", false],
  ["15.9.9", "16.4.6", false],
])("%s against the floor %s: %s", (version, floor, expected) => {
  expect(isAtLeast(version, floor)).toBe(expected);
});

// below these versions there are published holes. The registry's audit may be out of reach; this list is not.
it.each([
  ["next", "16.4.6"],
  ["react", "19.3.1"],
  ["react-dom", "19.3.1"],
  ["next-auth", "4.24.15"],
  ["libsodium-wrappers", "0.8.4"],
  ["nodemailer", "9.0.1"],
])("R-050 %s is locked at %s or newer, wherever it is installed", (name, floor) => {
  const found = installed(name);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter(([, version]) => !isAtLeast(version, floor))).toEqual([]);
});

// two releases of the cipher library came out broken; the floor above shuts one out, this both.
it("R-050 libsodium-wrappers is none of the releases that must not be used", () => {
  expect(installed("libsodium-wrappers").map(([, version]) => version)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^0\.(7\.16|8\.3)$/)]),
  );
});

// production runs on a maintained Node.
it("R-050 the Node that npm installs is a maintained one", () => {
  const [[, version] = ["", ""]] = installed("node");
  expect(version).toMatch(/^(22|24)\./);
});

// npm ci refuses its own lock file when the registry that wrote it did not carry a package for another platform.
it("the lock file names the optional packages of every platform (npm run lockfile)", () => {
  expect(missingOptionals(lockfile)).toEqual([]);
});

// which registry is used is a matter of the machine, never of this file.
it("the lock file names no registry", () => {
  const named = Object.entries(lockfile.packages).filter(([, { resolved }]) => resolved !== undefined);
  expect(named.map(([path]) => path)).toEqual([]);
});
