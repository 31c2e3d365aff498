import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { ROOT } from "./checkout.ts";

/** The folder of this instance's state: `DATA_DIR`, or `.data` in the checkout. */
export function dataFolder(setting: string | undefined): string {
  const wanted = setting ?? ".data";
  return isAbsolute(wanted) ? wanted : resolve(ROOT, wanted);
}

/** Creates a folder that only its owner may enter; an existing one keeps its mode, unless others may read it. */
export function privateFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { mode, uid } = statSync(path);
  if ((mode & 0o066) !== 0 && uid === process.getuid?.()) chmodSync(path, mode & 0o710);
  return path;
}

let temporaryCount = 0;

function writeTemporary(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  temporaryCount += 1;
  const temporary = `${path}.${process.pid}-${temporaryCount}`;
  writeFileSync(temporary, content, { mode: 0o600, flag: "wx", flush: true });
  return temporary;
}

/** Replaces a file (0600) in one step: a reader sees the old content or the new one, never half of it. */
export function replaceFile(path: string, content: string): void {
  renameSync(writeTemporary(path, content), path);
}

/** Reads a file (0600), writing it first if it does not exist. Two processes that race get the same content. */
export function readOrCreate(path: string, create: () => string): string {
  const existing = readIfExists(path);
  if (existing !== undefined) return existing;
  const temporary = writeTemporary(path, create());
  try {
    linkSync(temporary, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  return readFileSync(path, "utf8");
}

/** The content of a file, or undefined when there is none. Any other failure is thrown. */
export function readIfExists(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** The folder of log files below a data folder. */
export function logFolder(home: string): string {
  return privateFolder(join(home, "logs"));
}
