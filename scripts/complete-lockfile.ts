/**
 * Adds to package-lock.json the packages for other platforms that npm left out of it.
 *
 * npm leaves an optional package out of the lock file when the registry in use does not carry it (mirrors often keep
 * one platform only), and then `npm ci` refuses its own lock file with "Missing: ... from lock file". The entries
 * written here carry version and platform, so `npm ci` accepts the file everywhere and skips what the machine is not.
 * They have no checksum, because the registry that left them out could not tell it; npm fills it in where it can.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, ROOT } from "./checkout.ts";

interface LockedPackage {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}
interface Lockfile {
  packages: Record<string, LockedPackage>;
}

const OS_WORDS = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const CPU_WORDS = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x", "wasm32"];

function isLocked(lockfile: Lockfile, dependent: string, name: string): boolean {
  let folder = dependent;
  for (;;) {
    if (`${folder === "" ? "" : `${folder}/`}node_modules/${name}` in lockfile.packages) return true;
    if (folder === "") return false;
    const above = folder.lastIndexOf("/node_modules/");
    folder = above === -1 ? "" : folder.slice(0, above);
  }
}

/** Optional dependencies that some locked package names and the lock file does not hold: name, version, dependent. */
export function missingOptionals(lockfile: Lockfile): { name: string; version: string; dependent: string }[] {
  return Object.entries(lockfile.packages).flatMap(([dependent, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(lockfile, dependent, name))
      .map(([name, range]) => ({ name, version: range.replace(/^[\^~=v]+/, ""), dependent })),
  );
}

/** Platform fields read from a name such as `@swc/core-linux-arm-gnueabihf`. */
export function platformOf(name: string): Pick<LockedPackage, "os" | "cpu" | "libc"> {
  const words = name.split(/[/-]/);
  const os = OS_WORDS.filter((word) => words.includes(word));
  const cpu = CPU_WORDS.filter((word) => words.includes(word));
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu"))
      ? ["glibc"]
      : [];
  return { ...(os.length && { os }), ...(cpu.length && { cpu }), ...(libc.length && { libc }) };
}

function completeLockfile(path: string): string[] {
  const lockfile: Lockfile = JSON.parse(readFileSync(path, "utf8"));
  const missing = missingOptionals(lockfile);
  for (const { name, version, dependent } of missing) {
    const isDev = lockfile.packages[dependent]?.dev === true;
    lockfile.packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(isDev && { dev: true }),
      optional: true,
    };
  }
  const sorted = Object.entries(lockfile.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  lockfile.packages = Object.fromEntries(sorted);
  if (missing.length > 0) writeFileSync(path, `${JSON.stringify(lockfile, null, 2)}\n`);
  return missing.map(({ name }) => name);
}

if (isMain(import.meta.url)) {
  const added = completeLockfile(join(ROOT, "package-lock.json"));
  console.log(added.length === 0 ? "package-lock.json is complete." : `Added ${added.length}: ${added.join(", ")}`);
}
