import type { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { issueReportAddress } from "#lib/domain/connections/commands/issue-report-address";
import { keepReports } from "#lib/gate/job";
import { closePools } from "#lib/infra/db/pools";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { log } from "#lib/infra/log";
import { reportsApp } from "./reports.ts";

useTestDatabase();
afterAll(() => closePools());
beforeAll(() => {
  log.level = "silent";
});

let workspace: TestWorkspace;
let connectionId: string;
let app: Hono;

async function connect(provider = "iletimerkezi"): Promise<string> {
  const id = newId();
  await workspace.transact(({ db, workspaceId }) =>
    db.connection.create({
      data: { workspaceId, id, provider, remoteId: id, remoteName: "Uzak", connectedById: workspace.person.id },
    }),
  );
  return id;
}

/** The path of a new address. */
async function makeAddress(id = connectionId): Promise<string> {
  const { result } = await workspace.transact((tx) =>
    issueReportAddress(tx, { connectionId: id }, workspace.person.id),
  );
  return new URL(result).pathname;
}

beforeEach(async () => {
  workspace = await makeWorkspace();
  connectionId = await connect();
  app = reportsApp({ keep: (report) => keepReports([report]) });
});

const report = (over: object = {}) => ({
  report: { id: 1_599_558_518, packet_id: 104_525_848, status: "delivered", to: "+905051234567", body: "…", ...over },
});

function post(path: string, body: unknown = report(), headers: Record<string, string> = {}) {
  const json = typeof body === "string" ? body : JSON.stringify(body);
  return app.request(path, { method: "POST", body: json, headers: { "content-type": "application/json", ...headers } });
}

const waiting = () =>
  workspace.transact(({ db, workspaceId }) =>
    db.reportInbox.findMany({ where: { workspaceId }, select: { reportId: true, state: true, msisdn: true } }),
  );

describe("delivery reports coming in", () => {
  it("R-074: answers 200 when the report is durable, and keeps one that comes twice once (R-073)", async () => {
    const path = await makeAddress();
    expect((await post(path)).status).toBe(200);
    expect((await post(path)).status).toBe(200);
    expect((await post(path, report({ status: "accepted" }))).status).toBe(200);
    expect(await waiting()).toEqual(
      expect.arrayContaining([
        { reportId: "1599558518", state: "accepted", msisdn: 905_051_234_567n },
        { reportId: "1599558518", state: "delivered", msisdn: 905_051_234_567n },
      ]),
    );
    expect(await waiting()).toHaveLength(2);
  });

  it("R-074: answers 503 with a wait and keeps nothing when it cannot be made durable", async () => {
    const path = await makeAddress();
    app = reportsApp({ keep: () => Promise.reject(new Error("away")) });
    const answer = await post(path);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
    expect(await answer.text()).not.toContain("away");
  });

  it.each(["", "x", "a".repeat(42), "a".repeat(43), "a".repeat(44), "%00", "..%2Fhealth"])(
    "R-070: a forged address answers 404 and writes nothing: %j",
    async (token) => {
      await makeAddress();
      expect((await post(`/dlr/${token}`)).status).toBe(404);
      expect(await waiting()).toEqual([]);
    },
  );

  it("R-070: a new address leaves the one before good for a day, and ends the one before that", async () => {
    const [oldest, before, now] = [await makeAddress(), await makeAddress(), await makeAddress()];
    const status = async (path: string) => (await post(path)).status;
    expect([await status(oldest), await status(before), await status(now)]).toEqual([404, 200, 200]);
    await workspace.transact(({ db, workspaceId }) =>
      db.reportHook.updateMany({
        where: { workspaceId, validUntil: { not: null } },
        data: { validUntil: new Date(0) },
      }),
    );
    app = reportsApp({ keep: (one) => keepReports([one]) });
    expect([await status(before), await status(now)]).toEqual([404, 200]);
  });

  it("R-070: the address of a disconnected connection is one of nobody", async () => {
    const path = await makeAddress();
    await workspace.transact(({ db, workspaceId }) =>
      db.connection.updateMany({ where: { workspaceId, id: connectionId }, data: { state: "disconnected" } }),
    );
    expect((await post(path)).status).toBe(404);
  });

  it("R-070: takes POST of JSON and nothing else", async () => {
    const path = await makeAddress();
    for (const method of ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      expect((await app.request(path, { method })).status).toBe(404);
    }
    const form = await post(path, "report=1", { "content-type": "application/x-www-form-urlencoded" });
    expect(form.status).toBe(415);
    expect((await post(path, "{")).status).toBe(400);
    expect((await post(path, { report: { id: 1 } })).status).toBe(400);
    expect(await waiting()).toEqual([]);
  });

  it("R-075: refuses what is too large or too much, and says when to come again", async () => {
    const path = await makeAddress();
    expect((await post(path, report({ body: "x".repeat(20_000) }))).status).toBe(413);
    app = reportsApp({ keep: (one) => keepReports([one]), mostASecond: 2 });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await post(path)).status);
    expect(statuses).toEqual([200, 200, 429]);
    const full = { workspaceId: workspace.id, connectionId, provider: "iletimerkezi", waiting: 100_001 };
    app = reportsApp({ keep: (one) => keepReports([one]), findHook: async () => full });
    expect((await post(path, report({ id: 2 }))).status).toBe(429);
    expect(await waiting()).toHaveLength(1);
  });

  it("R-070: only a hash of the token is kept, and a provider that sends no reports gets no address", async () => {
    const path = await makeAddress();
    const token = path.split("/").at(-1) ?? "";
    const hooks = await workspace.transact(({ db, workspaceId }) => db.reportHook.findMany({ where: { workspaceId } }));
    expect(token).toHaveLength(43);
    expect(JSON.stringify(hooks.map((hook) => Buffer.from(hook.tokenHash).toString("latin1")))).not.toContain(token);
    await expect(makeAddress(await connect("turkeysms"))).rejects.toThrow("connection.not_found");
  });
});
