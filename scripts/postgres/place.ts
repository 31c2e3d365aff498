import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "../checkout.ts";
import { privateFolder, readIfExists, replaceFile } from "../data-folder.ts";
import { outsideFolder } from "./binaries.ts";
import type { ServerUser } from "./server-user.ts";

/** Where a server keeps its data, and the port it used last. Remembered in `postgres.json` of the home folder. */
export interface Place {
  folder: string;
  isInitialised?: boolean;
  port?: number;
}

const recordPath = (home: string) => join(home, "postgres.json");

/** What is recorded of a home's server; undefined when there was never one. */
export function readPlace(home: string): Place | undefined {
  const record = readIfExists(recordPath(home));
  return record === undefined ? undefined : JSON.parse(record);
}

/** Lets the group of the server's user pass through the folders of ours that lie above its data. */
function letPass(home: string, user: ServerUser): void {
  const { gid } = user.identity;
  if (gid === undefined) return;
  for (let folder = home; folder === home || folder.startsWith(join(ROOT, ".data")); folder = dirname(folder)) {
    chownSync(folder, 0, gid);
    chmodSync(folder, 0o710);
  }
}

function canEnter(folder: string, user: ServerUser): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user.identity, cwd: "/" }).status === 0;
}

function createFolder(path: string, user: ServerUser): boolean {
  mkdirSync(path, { mode: 0o700 });
  const { uid, gid } = user.identity;
  if (uid === undefined || gid === undefined) return true;
  chownSync(path, uid, gid);
  if (canEnter(path, user)) return true;
  rmSync(path, { recursive: true });
  return false;
}

/** Finds the data folder of a home, or creates an empty one that the server's user can reach. */
export function findPlace(home: string, user: ServerUser, say: (sentence: string) => void): Place {
  privateFolder(home);
  letPass(home, user);
  const recorded = readPlace(home);
  if (recorded !== undefined) return checkRecorded(recorded, home, user);
  const inside = join(home, "pg");
  if (existsSync(inside)) {
    throw new Error(`${inside} exists, but ${recordPath(home)} does not. Move one of the two away or back.`);
  }
  if (createFolder(inside, user)) return remember(home, { folder: inside });
  const outside = join(outsideFolder(), `pg-${randomBytes(6).toString("hex")}`);
  if (!createFolder(outside, user)) throw new Error(`The user ${user.name} cannot enter ${outside}.`);
  say(`The database lies in ${outside}, because the user ${user.name} cannot reach ${home}.`);
  return remember(home, { folder: outside });
}

function checkRecorded(place: Place, home: string, user: ServerUser): Place {
  if (!existsSync(place.folder)) {
    throw new Error(
      `The database folder ${place.folder} is gone. Bring it back, or delete ${recordPath(home)} to begin with an empty database.`,
    );
  }
  const owner = statSync(place.folder).uid;
  const expected = user.identity.uid ?? process.getuid?.();
  if (expected !== undefined && owner !== expected) {
    throw new Error(
      `The database folder ${place.folder} belongs to user id ${owner}, not to ${user.name}: ` +
        "start Tellal as the same user as before.",
    );
  }
  if (!canEnter(place.folder, user)) {
    throw new Error(`The user ${user.name} can no longer enter ${place.folder}. Open the folders above it again.`);
  }
  return place;
}

/** Deletes a home's database for good, wherever it lies. Its server must not be running. */
export function removeDatabase(home: string): void {
  const place = readPlace(home);
  if (place !== undefined) rmSync(place.folder, { recursive: true, force: true });
  rmSync(recordPath(home), { force: true });
}

/** Writes down where the data lies and which port was used. */
export function remember(home: string, place: Place): Place {
  replaceFile(recordPath(home), `${JSON.stringify(place, null, 2)}\n`);
  return place;
}
