import { linkSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { privateFolder, readIfExists, replaceFile } from "./data-folder.ts";
import { isAlive, startMark } from "./processes.ts";

/** Who uses a home folder: one process at a time. */
interface Holder {
  pid: number;
  /** Tells the process from a later one with the same id. */
  startMark: string | undefined;
  /** What the holder says about itself, for the one who finds the folder taken. */
  note: string;
}

export class FolderInUse extends Error {
  readonly holder: Holder;
  constructor(home: string, holder: Holder) {
    super(`${home} is in use by process ${holder.pid}${holder.note === "" ? "" : `: ${holder.note}`}`);
    this.holder = holder;
  }
}

export interface FolderLock {
  /** Replaces the note that others read. */
  describe(note: string): void;
  release(): void;
}

const lockPath = (home: string) => join(home, "lock");

/** The living process that holds the folder, if any. A lock whose process is gone counts for nothing. */
export function findHolder(home: string): Holder | undefined {
  const text = readIfExists(lockPath(home));
  if (text === undefined) return undefined;
  const holder: Holder = JSON.parse(text);
  return isAlive(holder.pid) && startMark(holder.pid) === holder.startMark ? holder : undefined;
}

/**
 * Takes the folder for this process.
 *
 * @throws FolderInUse when a living process has it.
 */
export function lockFolder(home: string): FolderLock {
  privateFolder(home);
  const path = lockPath(home);
  const mine = (note: string) => JSON.stringify({ pid: process.pid, startMark: startMark(process.pid), note });
  for (;;) {
    const claim = `${path}.${process.pid}`;
    replaceFile(claim, mine(""));
    try {
      linkSync(claim, path);
      rmSync(claim);
      return {
        describe: (note) => replaceFile(path, mine(note)),
        release: () => rmSync(path, { force: true }),
      };
    } catch (error) {
      rmSync(claim, { force: true });
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = findHolder(home);
    if (holder !== undefined) throw new FolderInUse(home, holder);
    removeStale(home);
  }
}

/** Takes a dead process's lock away. If another start was quicker and the lock is alive by now, it is put back. */
function removeStale(home: string): void {
  const aside = `${lockPath(home)}.stale-${process.pid}`;
  try {
    renameSync(lockPath(home), aside);
    const holder: Holder = JSON.parse(readFileSync(aside, "utf8"));
    if (isAlive(holder.pid) && startMark(holder.pid) === holder.startMark) linkSync(aside, lockPath(home));
  } catch {
    // Another start took it away first, or took the folder; the caller looks again.
  } finally {
    rmSync(aside, { force: true });
  }
}
