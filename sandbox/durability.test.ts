import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, it } from "vitest";
import { call, list, text } from "./testing/running.ts";

type Process = { child: ChildProcess; auth: string; api: string };

const main = new URL("main.ts", import.meta.url).pathname;
const started: ChildProcess[] = [];
const folders: string[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = join(mkdtempSync(join(tmpdir(), "sandbox-")), "data");
  folders.push(folder);
  return folder;
}

async function start(folder: string, environment: Record<string, string> = {}): Promise<Process> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, SANDBOX_DATA: folder, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  if (child.stdout === null) throw new Error("no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const ready: unknown = JSON.parse(line);
    return { child, auth: text(ready, "auth"), api: text(ready, "api") };
  }
  throw new Error("the sandbox ended before it was ready");
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const gone = once(child, "exit");
  child.kill(signal);
  const [code] = await gone;
  return typeof code === "number" ? code : null;
}

async function customer(sandbox: Process): Promise<{ id: string; key: string }> {
  const workspace = await call(`${sandbox.auth}/control/workspaces`, { method: "POST", body: { rate: "off" } });
  const id = text(workspace.body, "id");
  const key = await call(`${sandbox.auth}/control/keys`, { method: "POST", body: { workspace: id } });
  return { id, key: text(key.body, "key") };
}

it("what was answered is in the ledger after kill -9, and keys, quota and ids still hold", async () => {
  const folder = newFolder();
  const first = await start(folder);
  const { id, key } = await customer(first);
  const headers = { authorization: `Bearer ${key}` };
  const items = Array.from({ length: 200 }, (_, n) => ({
    to: `+9053200${String(n).padStart(3, "0")}11`,
    body: `ş ${n}`,
  }));
  const sent = await call(`${first.api}/v1/messages/bulk`, { method: "POST", headers, body: { items } });
  await kill(first.child, "SIGKILL");

  const second = await start(folder);
  const counts = await call(`${second.auth}/control/ledger/counts?workspace=${id}`, {});
  expect(counts.body).toMatchObject({ accepted: 200, recipients: 200, segments: 200 });
  const account = await call(`${second.api}/v1/account`, { headers });
  expect(account.body).toMatchObject({ quota: { used: 200 } });
  const jobId = text(list(sent.body, "results")[199], "job_id");
  const status = await call(`${second.api}/v1/messages/${jobId}`, { headers });
  expect(status.body).toMatchObject({ job_id: jobId, to: items[199]?.to });
});

it("killed under load, the ledger holds every answered message once and nothing torn", async () => {
  const folder = newFolder();
  const first = await start(folder);
  const { id, key } = await customer(first);
  const headers = { authorization: `Bearer ${key}` };
  const answered: string[] = [];
  let n = 0;
  const senders = Array.from({ length: 4 }, async () => {
    for (;;) {
      n += 1;
      const body = { to: `+90532${String(n).padStart(5, "0")}00`, body: `Merhaba ${n}` };
      const reply = await call(`${first.api}/v1/messages`, { method: "POST", headers, body }).catch(() => null);
      if (reply === null) return;
      answered.push(text(reply.body, "job_id"));
      if (answered.length === 200) first.child.kill("SIGKILL");
    }
  });
  await Promise.all(senders);

  const second = await start(folder);
  const { body } = await call(`${second.auth}/control/ledger?workspace=${id}&limit=10000`, {});
  const kept = list(body, "messages").map((line) => text(line, "job_id"));
  expect(new Set(kept).size).toBe(kept.length);
  expect(kept).toEqual(expect.arrayContaining(answered));
});

it("a line cut short by a crash is dropped and the next one is whole", async () => {
  const folder = newFolder();
  const first = await start(folder);
  const { id, key } = await customer(first);
  const headers = { authorization: `Bearer ${key}` };
  const body = { to: "+905321112233", body: "bir" };
  await call(`${first.api}/v1/messages`, { method: "POST", headers, body });
  await kill(first.child, "SIGKILL");
  appendFileSync(join(folder, "ledger.ndjson"), '{"seq":2,"at":"2026-');
  appendFileSync(join(folder, "keys.ndjson"), '["deadbeef",{"has');

  const second = await start(folder);
  await call(`${second.api}/v1/messages`, { method: "POST", headers, body: { ...body, body: "iki" } });
  const { body: page } = await call(`${second.auth}/control/ledger?workspace=${id}`, {});
  expect(list(page, "messages")).toMatchObject([
    { seq: 2, body: "iki" },
    { seq: 1, body: "bir" },
  ]);
});

it("the data folder is closed to others and SIGTERM stops it cleanly, even with a call left hanging", async () => {
  const folder = newFolder();
  const sandbox = await start(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  await call(`${sandbox.auth}/control/switches`, { method: "POST", body: { fault: { kind: "hang" } } });
  const hanging = call(`${sandbox.api}/v1/health`, {}).catch((error: unknown) => error);
  await expect
    .poll(async () => (await call(`${sandbox.auth}/control/calls?on=api`, {})).body)
    .toMatchObject({ count: 1 });
  expect(await kill(sandbox.child, "SIGTERM")).toBe(0);
  expect(await hanging).toBeInstanceOf(Error);
});

it("a setting that cannot be read stops the start and is named", async () => {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, SANDBOX_DATA: newFolder(), SANDBOX_API_PORT: "seventy" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  started.push(child);
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += String(chunk);
  });
  const [code] = await once(child, "close");
  expect(code).not.toBe(0);
  expect(said).toContain("SANDBOX_API_PORT");
});
