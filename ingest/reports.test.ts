import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { issueReportAddress } from "#lib/domain/connections/commands/issue-report-address";
import { keepReports } from "#lib/gate/job";
import { closePools } from "#lib/infra/db/pools";
import { insertReports, isReportsFault, type WaitingReport } from "#lib/infra/db/report-inbox";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { log } from "#lib/infra/log";
import { scrape } from "#lib/infra/metrics";
import { GroupCommit } from "./group-commit.ts";
import { reportsApp } from "./reports.ts";

const METRICS_TOKEN = "token-for-the-metrics";
process.env.METRICS_TOKEN = METRICS_TOKEN;
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
    // At once, because a slow machine may need more than a second for three after each other.
    const answers = await Promise.all([post(path), post(path), post(path)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 429]);
    const full = { workspaceId: workspace.id, connectionId, provider: "iletimerkezi", waiting: 100_001 };
    app = reportsApp({ keep: (one) => keepReports([one]), readHook: async () => full });
    expect((await post(path, report({ id: 2 }))).status).toBe(429);
    expect(await waiting()).toHaveLength(1);
  });

  it("R-145: its metrics tell a forged address from a report that was refused because there were too many", async () => {
    const path = await makeAddress();
    for (const to of [path, "/dlr/forged"]) await post(to);
    app = reportsApp({ keep: (one) => keepReports([one]), mostASecond: 0 });
    await post(path);
    const { body = "" } = (await scrape(`Bearer ${METRICS_TOKEN}`)) ?? {};
    for (const answer of [200, 404, 429]) expect(body).toContain(`tellal_reports_total{answer="${answer}"`);
  });

  it("R-073, R-075: a number in many spellings is one report, and no spelling is too long to be kept", async () => {
    const path = await makeAddress();
    const noise = randomBytes(12_000).reduce((text, byte) => text + (" (-)"[byte % 4] ?? ""), "");
    for (const number of ["+905051234567", "05051234567", `0505${noise}1234567`]) {
      expect((await post(path, { orderId: 7, number, status: "delivered" })).status).toBe(200);
    }
    expect(await waiting()).toEqual([{ reportId: "7:+905051234567", state: "delivered", msisdn: 905_051_234_567n }]);
  });

  it("R-075: a report that cannot be kept takes none of those with it that came at the same time", async () => {
    const one = { workspaceId: workspace.id, connectionId, providerId: "7", msisdn: 905_051_234_567 };
    const said = { state: "delivered", providerCode: "delivered" } as const;
    const write = (reports: readonly WaitingReport[]) => insertReports(reports);
    const commit = new GroupCommit({ write, isItemsFault: isReportsFault, most: 10, mostWaiting: 10 });
    const ids = ["1", "2", randomBytes(6_000).toString("hex"), "nul \0", "3"];
    const outcomes = await Promise.allSettled(ids.map((reportId) => commit.add({ ...one, ...said, reportId })));
    expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual([true, true, false, false, true]);
    expect((await waiting()).map(({ reportId }) => reportId).toSorted()).toEqual(["1", "2", "3"]);
  });

  it("R-075: over the wire, too, a body is refused that is too large, whether it says its length or comes in pieces", async () => {
    const path = await makeAddress();
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
    await once(server, "listening");
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const send = async (body: string | ReadableStream) => {
      const asked = { method: "POST", headers: { "content-type": "application/json" }, body, duplex: "half" };
      return (await fetch(`http://127.0.0.1:${port}${path}`, asked)).status;
    };
    const inPieces = (body: string) => send(new Blob([body]).stream());
    const [small, large] = [JSON.stringify(report()), JSON.stringify(report({ body: "x".repeat(20_000) }))];
    try {
      expect([await send(small), await inPieces(small)]).toEqual([200, 200]);
      expect([await send(large), await inPieces(large)]).toEqual([413, 413]);
      expect(await waiting()).toHaveLength(1);
    } finally {
      server.close();
      await once(server, "close");
    }
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
