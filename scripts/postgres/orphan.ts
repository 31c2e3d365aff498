import { rmSync } from "node:fs";
import { join } from "node:path";
import { readIfExists } from "../data-folder.ts";
import { commandLine, endProcess, isAlive, workingFolder } from "../processes.ts";

/** The id in `postmaster.pid`, if that process is a server on this very folder. */
function findServer(folder: string): number | undefined {
  const pid = Number(readIfExists(join(folder, "postmaster.pid"))?.split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return undefined;
  const place = workingFolder(pid);
  const isOurs = place === undefined ? commandLine(pid).includes(folder) : place === folder;
  return isOurs ? pid : undefined;
}

/**
 * Ends a server that an earlier start left behind (that start was killed), and removes the lock file of a server that
 * is gone. Call it only while holding the lock of the home folder: a server on the folder is then nobody's.
 */
export async function endOrphan(folder: string, say: (sentence: string) => void): Promise<void> {
  const pid = findServer(folder);
  if (pid === undefined) {
    // The id in the file may by now belong to a stranger, which would keep the server from starting.
    rmSync(join(folder, "postmaster.pid"), { force: true });
    return;
  }
  say(`Stopping the PostgreSQL that an earlier start left running (process ${pid}).`);
  const isGone = await endProcess(pid, [
    { signal: "SIGINT", waitMs: 20_000 },
    { signal: "SIGQUIT", waitMs: 5_000 },
  ]);
  if (!isGone)
    throw new Error(`PostgreSQL (process ${pid}) of an earlier start does not stop. End it and start again.`);
}
