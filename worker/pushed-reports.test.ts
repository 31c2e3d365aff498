import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { issueReportAddress } from "#lib/domain/connections/commands/issue-report-address";
import { erasePerson } from "#lib/domain/consent/commands/erase-person";
import { takeReports } from "#lib/domain/messages/commands/take-reports";
import type { MessageState } from "#lib/domain/messages/model";
import { keepReports } from "#lib/gate/job";
import type { WaitingReport } from "#lib/infra/db/report-inbox";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { reportsApp } from "../ingest/reports.ts";
import { setCompanyStage } from "./company-stage.fixture.ts";
import { judge } from "./judge.fixture.ts";
import { FIRST_MSISDN, openTheatre, type Stage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();

/** A way in at an address of its own, which a stand-in can call. */
async function openWayIn() {
  const app = reportsApp({ keep: (report) => keepReports([report]) });
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise<void>((open) => server.once("listening", open));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

async function addressOf({ workspace, connectionId }: Stage, origin: string): Promise<string> {
  const { result } = await workspace.transact((tx) => issueReportAddress(tx, { connectionId }, workspace.person.id));
  return origin + new URL(result).pathname;
}

const connection = ({ workspace, connectionId }: Stage) =>
  workspace.transact(({ db, workspaceId }) =>
    db.connection.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: connectionId } } }),
  );

// First, because a worker that stops closes the connections of this process.
describe("without a worker", () => {
  let stage: Stage;
  let campaignId: string;
  beforeEach(async () => {
    stage = await setCompanyStage(theatre, "iletimerkezi");
    campaignId = await stage.makeCampaign({ people: 1, state: "draft" });
  });

  /** A message of the campaign as it is after its send was recorded, or before. */
  async function message(number: number, state: MessageState, providerId: string | null, connectionId?: string) {
    const { workspace } = stage;
    await theatre.owner().query(
      `WITH m AS (INSERT INTO messages (workspace_id, id, campaign_id, connection_id, source, sender, msisdn, body, encoding, parts, state, provider_id)
         VALUES ($1, $2, $3, $4, 'campaign', 'MAGAZA', $5, 'x', 'gsm7', 1, $6, $7))
       INSERT INTO message_stats AS s (workspace_id, campaign_id, state, messages, parts) VALUES ($1, $3, $6, 1, 1)
       ON CONFLICT (workspace_id, campaign_id, state) DO UPDATE SET messages = s.messages + 1, parts = s.parts + 1`,
      [workspace.id, newId(), campaignId, connectionId ?? stage.connectionId, FIRST_MSISDN + number, state, providerId],
    );
  }

  const report = (over: Partial<WaitingReport> = {}): WaitingReport => ({
    ...{ workspaceId: stage.workspace.id, connectionId: stage.connectionId, reportId: "1", providerId: "77" },
    ...{ state: "delivered", msisdn: FIRST_MSISDN + 1, providerCode: "delivered" },
    ...over,
  });

  const take = (hold = (ms: number) => ms) => stage.workspace.sql((sql) => takeReports(sql, hold));

  it("R-073 every order of accepted, undelivered and delivered, each twice and in any pieces, ends the same", async () => {
    const events = ["accepted", "undelivered", "delivered", "delivered"] as const;
    const orders = permutations([0, 1, 2, 3]);
    for (const [n] of orders.entries()) await message(n + 1, "accepted", "77");
    for (const [n, order] of orders.entries()) {
      const said = order.map((at) =>
        report({ msisdn: FIRST_MSISDN + n + 1, reportId: `${n}`, state: events[at] ?? "accepted" }),
      );
      const cut = n % 5;
      await keepReports(said.slice(0, cut));
      await take();
      await Promise.all([keepReports([...said.slice(cut), ...said]), keepReports(said)]);
    }
    while ((await take()).taken > 0);
    expect(await stage.counts(campaignId)).toEqual({ delivered: orders.length });
    const { rows } = await theatre
      .owner()
      .query("SELECT state::text, messages FROM message_stats WHERE campaign_id = $1 AND messages <> 0", [campaignId]);
    expect(rows).toEqual([{ state: "delivered", messages: orders.length }]);
  });

  it("R-073 a report that comes before the record of its send waits for it", async () => {
    await message(1, "submitted", null);
    await keepReports([report()]);
    expect(await take()).toMatchObject({ taken: 1, parked: 1 });
    await theatre
      .owner()
      .query("UPDATE messages SET state = 'accepted', provider_id = '77' WHERE campaign_id = $1", [campaignId]);
    await theatre
      .owner()
      .query("UPDATE report_inbox SET look_at = now() - interval '1 second' WHERE workspace_id = $1", [
        stage.workspace.id,
      ]);
    expect(await take()).toMatchObject({ taken: 1, parked: 0, campaignIds: [campaignId] });
    expect(await stage.counts(campaignId)).toEqual({ delivered: 1 });
  });

  it("R-073 keeps the time at which a report first came in, however late it is applied and often it comes", async () => {
    await message(1, "accepted", "77");
    await keepReports([report()]);
    const text =
      "UPDATE report_inbox SET received_at = now() - interval '30 minutes' WHERE workspace_id = $1 RETURNING received_at";
    const { rows } = await theatre.owner().query<{ received_at: Date }>(text, [stage.workspace.id]);
    await keepReports([report(), report({ reportId: "2" })]);
    await take();
    await keepReports([report()]);
    await take();
    const said = await stage.workspace.transact(({ db, workspaceId }) =>
      db.message.findFirst({ where: { workspaceId } }),
    );
    expect(said).toMatchObject({ state: "delivered", stateAt: rows[0]?.received_at });
  });

  it("R-072 another number, another id, another connection or another workspace moves nothing, and is dropped in the end", async () => {
    await message(1, "accepted", "77");
    const other = await makeWorkspace();
    const strangers = [{ msisdn: FIRST_MSISDN + 2 }, { providerId: "78" }];
    await keepReports(strangers.map((over, n) => report({ ...over, reportId: String(n) })));
    expect(await take()).toMatchObject({ parked: 2, campaignIds: [] });
    await other.transact(({ db, workspaceId }) =>
      db.connection.create({
        data: {
          workspaceId,
          id: stage.connectionId,
          provider: "iletimerkezi",
          remoteId: "x",
          remoteName: "x",
          connectedById: other.person.id,
        },
      }),
    );
    await keepReports([report({ workspaceId: other.id })]);
    expect(await other.sql((sql) => takeReports(sql, (ms) => ms))).toMatchObject({
      taken: 1,
      parked: 1,
      campaignIds: [],
    });
    expect(await stage.counts(campaignId)).toEqual({ accepted: 1 });
    await theatre
      .owner()
      .query("UPDATE report_inbox SET look_at = now() - interval '1 second' WHERE workspace_id = $1", [
        stage.workspace.id,
      ]);
    expect(await take(() => 0)).toMatchObject({ taken: 2, parked: 0 });
    expect(await connection(stage)).toMatchObject({ foreignReports: 2 });
    expect(await stage.counts(campaignId)).toEqual({ accepted: 1 });
  });

  it("R-072, R-136 a report about somebody who was erased moves nothing, is not kept, and is nobody else's", async () => {
    await message(1, "accepted", "77");
    await stage.workspace.transact((tx) => erasePerson(tx, { number: `+${FIRST_MSISDN + 1}` }));
    await keepReports([report(), report({ reportId: "2", msisdn: FIRST_MSISDN + 2 })]);
    expect(await take()).toMatchObject({ taken: 2, parked: 1, campaignIds: [] });
    const { rows } = await theatre
      .owner()
      .query("SELECT report_id FROM report_inbox WHERE workspace_id = $1", [stage.workspace.id]);
    expect(rows).toEqual([{ report_id: "2" }]);
    expect(await connection(stage)).toMatchObject({ foreignReports: 0 });
    expect(await stage.counts(campaignId)).toEqual({ accepted: 1 });
  });

  it("R-072 a message that ended without a report is not revived by one", async () => {
    await message(1, "failed", "77");
    await keepReports([report()]);
    await take();
    expect(await stage.counts(campaignId)).toEqual({ failed: 1 });
  });
});

describe("with a worker", () => {
  let worker: RunningWorker;
  let wayIn: Awaited<ReturnType<typeof openWayIn>>;
  beforeAll(async () => {
    worker = await startWorker();
    wayIn = await openWayIn();
  });
  afterAll(async () => {
    wayIn.close();
    await worker.stop();
  });

  it("R-072, R-073 reports that come twice, in reverse and about others settle a campaign nobody is asked about", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi", { endings: true });
    const url = await addressOf(stage, wayIn.origin);
    const webhook = { url, duplicates: true, reversed: true, foreign: true };
    await theatre.sandbox().control("PATCH", `/accounts/${stage.remote}`, { webhook });
    // Asking would hide what did not come by itself.
    await stage.switchOn({ kind: "status", status: 503 }, { path: "/v1/get-report", times: null });
    const campaignId = await stage.makeCampaign({
      people: 10,
      firstMsisdn: FIRST_MSISDN + 89,
      text: "Herkese aynı metin.",
    });
    await stage.wake();
    // Of a hundred numbers in a row 95, 96 and 97 are not delivered; 98 and 99 never end.
    const ends = { delivered: 5, undelivered: 3, accepted: 2 };
    await expect.poll(() => stage.counts(campaignId), { timeout: 60_000 }).toEqual(ends);
    await judge(stage, theatre, campaignId, 10);
    expect((await connection(stage)).reportsAt).not.toBeNull();
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first) => permutations(items.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}
