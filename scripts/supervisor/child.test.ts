import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { anyFreePort } from "../ports.ts";
import { isAlive, waitUntil } from "../processes.ts";
import { type Program, startChild } from "./child.ts";
import { startGuard } from "./guard.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tellal-child-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(code: string, change: Partial<Program> = {}): Program {
  const environment = { ...process.env };
  return {
    name: "part",
    args: ["-e", code],
    environment,
    logPath: join(folder, "part.log"),
    checks: [],
    stopTimeMs: 500,
    ...change,
  };
}

it("a program that ends before it is healthy is reported with what it wrote last", async () => {
  const checks = [{ kind: "tcp" as const, port: await anyFreePort() }];
  const start = startChild(program('console.error("no such table"); process.exit(3)', { checks }), () => {});
  await expect(start).rejects.toThrow(/part did not start \(exit code 3\)[\s\S]*no such table/);
});

it("a program counts as started once it answers as asked", async () => {
  const port = await anyFreePort();
  const checks = [{ kind: "http" as const, port, path: "/health", host: "tellal.example.com" }];
  const serve = `require("http").createServer((q, a) => {
    a.statusCode = q.url === "/health" && q.headers.host === "tellal.example.com" ? 200 : 500; a.end();
  }).listen(${port}, "127.0.0.1")`;
  const child = await startChild(program(serve, { checks }), () => {});
  expect(isAlive(child.pid)).toBe(true);
  await child.stop();
  expect(isAlive(child.pid)).toBe(false);
});

// Ctrl-C must leave no process behind, whatever a program started or ignored.
it("stopping ends a program that does not listen, and the children it forgot", async () => {
  const note = join(folder, "forgotten");
  const code = `process.on("SIGTERM", () => {});
    const forgotten = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    require("fs").writeFileSync(${JSON.stringify(note)}, String(forgotten.pid)); setInterval(() => {}, 1000);`;
  writeFileSync(note, "");
  const child = await startChild(program(code), () => {});
  await waitUntil(() => readFileSync(note, "utf8") !== "", 10_000);
  const forgotten = Number(readFileSync(note, "utf8"));
  await child.stop();
  expect([isAlive(child.pid), await waitUntil(() => !isAlive(forgotten), 2_000)]).toEqual([false, true]);
});

// Nor must a supervisor that is killed without warning.
it("the guard ends what its process leaves behind", async () => {
  const guardModule = JSON.stringify(new URL("./guard.ts", import.meta.url).href);
  const code = `import { spawn } from "node:child_process";
    const { startGuard } = await import(${guardModule});
    const left = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
    startGuard().watch([left.pid], undefined); console.log(left.pid); setInterval(() => {}, 1000);`;
  const supervisor = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(supervisor.stdout, "data");
  const left = Number(String(line));
  expect(isAlive(left)).toBe(true);
  supervisor.kill("SIGKILL");
  expect(await waitUntil(() => !isAlive(left), 10_000)).toBe(true);
});

it("a guard that is dismissed touches nothing", async () => {
  const bystander = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
  const guard = startGuard();
  guard.watch([bystander.pid ?? 0], undefined);
  await guard.dismiss();
  expect(isAlive(bystander.pid ?? 0)).toBe(true);
  bystander.kill("SIGKILL");
});
