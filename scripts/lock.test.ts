import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FolderInUse, findHolder, lockFolder } from "./lock.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tellal-lock-"));
});
afterEach(() => rmSync(home, { recursive: true }));

// Two servers on one data folder would destroy it.
it("a folder has one holder, and a second one is told who and where", () => {
  const lock = lockFolder(home);
  lock.describe("http://localhost:3000");
  expect(() => lockFolder(home)).toThrow(FolderInUse);
  expect(() => lockFolder(home)).toThrow(/http:\/\/localhost:3000/);
  lock.release();
  expect(findHolder(home)).toBeUndefined();
  lockFolder(home).release();
});

it("the lock of a process that is gone counts for nothing", () => {
  const gone = spawnSync(process.execPath, ["-e", "console.log(process.pid)"], { encoding: "utf8" });
  writeFileSync(join(home, "lock"), JSON.stringify({ pid: Number(gone.stdout), startMark: "1", note: "" }));
  expect(findHolder(home)).toBeUndefined();
  lockFolder(home).release();
});

it("nor does that of a later process with the same id", () => {
  writeFileSync(join(home, "lock"), JSON.stringify({ pid: process.pid, startMark: "another time", note: "" }));
  expect(findHolder(home)).toBeUndefined();
  lockFolder(home).release();
});
