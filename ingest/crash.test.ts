import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { issueReportAddress } from "#lib/domain/connections/commands/issue-report-address";
import { closePools } from "#lib/infra/db/pools";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { anyFreePort } from "../scripts/ports.ts";

useTestDatabase();
afterAll(() => closePools());

async function startIngest() {
  const port = await anyFreePort();
  const child = spawn(process.execPath, [fileURLToPath(new URL("main.ts", import.meta.url))], {
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "info", HOST: "127.0.0.1", INGEST_PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += String(text)));
  await new Promise<void>((ready) =>
    createInterface({ input: child.stdout }).on("line", (line) => line.includes('"ready":true') && ready()),
  );
  return { child, origin: `http://127.0.0.1:${port}`, said: () => said };
}

it("R-071, R-074 a kill loses no report that was answered for, and nothing of an address is ever logged", async () => {
  const workspace = await makeWorkspace();
  const connectionId = newId();
  const { result: address } = await workspace.transact(async (tx) => {
    const { db, workspaceId } = tx;
    const names = { provider: "iletimerkezi", remoteId: "1", remoteName: "Uzak", connectedById: workspace.person.id };
    await db.connection.create({ data: { workspaceId, id: connectionId, ...names } });
    return issueReportAddress(tx, { connectionId }, workspace.person.id);
  });
  const { child, origin, said } = await startIngest();
  const path = new URL(address).pathname;
  const answered: string[] = [];
  const send = async (id: number) => {
    const report = { id, packet_id: 7, status: "delivered", to: "+905051234567" };
    const headers = { "content-type": "application/json" };
    const { status } = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify({ report }) });
    if (status === 200) answered.push(String(id));
    if (answered.length === 100) child.kill("SIGKILL");
  };
  await fetch(`${origin}${path}`, {
    method: "POST",
    body: "unreadable",
    headers: { "content-type": "application/json" },
  });
  // Each goes on until nobody answers any more, so that the kill always comes in the middle.
  let next = 0;
  const sendOn = async () => {
    for (;;) await send(next++);
  };
  await Promise.allSettled(Array.from({ length: 100 }, sendOn));
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  expect(next).toBeGreaterThan(answered.length);
  const kept = await workspace.transact(({ db, workspaceId }) =>
    db.reportInbox.findMany({ where: { workspaceId }, select: { reportId: true } }),
  );
  expect(kept.map(({ reportId }) => reportId)).toEqual(expect.arrayContaining(answered));
  expect(said()).toContain("cannot be read");
  expect(said()).not.toContain(path.split("/").at(-1));
}, 60_000);
