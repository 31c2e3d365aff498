import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { replaceFile } from "../data-folder.ts";
import { isAlive } from "../processes.ts";
import { type Cluster, knownAdminUrl, startCluster } from "./cluster.ts";
import { readPlace, removeDatabase } from "./place.ts";

let home = "";
let running: Cluster | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tellal-cluster-"));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  removeDatabase(home);
  rmSync(home, { recursive: true });
});

async function start(said: string[] = []): Promise<Cluster> {
  running = await startCluster({ home, isDisposable: true, say: (sentence) => said.push(sentence) });
  return running;
}

async function ask(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: knownAdminUrl(home) });
  await client.connect();
  return client
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

it("what was written is there after a stop and a start", async () => {
  const first = await start();
  await ask("CREATE TABLE kept AS SELECT 1 AS n");
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  const second = await start();
  expect(second.port).toBe(first.port);
  expect(await ask("SELECT n FROM kept")).toEqual([{ n: 1 }]);
});

it("the superuser's password is for its owner's eyes, and without it nobody comes in", async () => {
  await start();
  expect(statSync(join(home, "postgres-password")).mode & 0o777).toBe(0o600);
  const client = new pg.Client({ connectionString: knownAdminUrl(home).replace(/:[^:@]+@/, ":wrong@") });
  await expect(client.connect()).rejects.toMatchObject({ code: "28P01" });
});

// A start that was killed leaves its server running; the next one must neither fail nor run a second server beside it.
it("a server that a killed start left behind is ended, and its data stays", async () => {
  const module = JSON.stringify(new URL("./cluster.ts", import.meta.url).href);
  const code = `const { startCluster } = await import(${module});
    const cluster = await startCluster({ home: ${JSON.stringify(home)}, isDisposable: true });
    console.log(cluster.pid); setInterval(() => {}, 1000);`;
  const killed = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(killed.stdout, "data");
  const orphan = Number(String(line));
  await ask("CREATE TABLE kept AS SELECT 1 AS n");
  killed.kill("SIGKILL");
  await once(killed, "exit");
  expect(isAlive(orphan)).toBe(true);

  const said: string[] = [];
  await start(said);
  expect(isAlive(orphan)).toBe(false);
  expect(said).toEqual([expect.stringContaining(`process ${orphan}`)]);
  expect(await ask("SELECT n FROM kept")).toEqual([{ n: 1 }]);
});

it("a lock file that names a stranger's process does not keep the server from starting", async () => {
  await (await start()).stop();
  const folder = readPlace(home)?.folder ?? "";
  writeFileSync(join(folder, "postmaster.pid"), `${process.pid}\n${folder}\n`);
  await start();
  expect(await ask("SELECT 1 AS n")).toEqual([{ n: 1 }]);
});

it("a data folder that was never finished is made anew", async () => {
  await (await start()).stop();
  const folder = readPlace(home)?.folder ?? "";
  replaceFile(join(home, "postgres.json"), JSON.stringify({ folder }));
  rmSync(join(folder, "global"), { recursive: true });
  await start();
  expect(await ask("SELECT 1 AS n")).toEqual([{ n: 1 }]);
});

// An empty database in place of one that was lost would look like a fresh instance.
it("a data folder that is gone stops the start, and is not replaced", async () => {
  await (await start()).stop();
  rmSync(readPlace(home)?.folder ?? "", { recursive: true });
  await expect(start()).rejects.toThrow(/is gone/);
});
