import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { blockCode } from "#lib/domain/campaigns/report-queries";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import { tryConnection } from "#lib/domain/test-sends/commands/try-connection";
import { setCompanyStage } from "./company-stage.fixture.ts";
import { judge } from "./judge.fixture.ts";
import { openTheatre, type Stage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";
import { killWorkers, startWorkerProcess } from "./worker-process.fixture.ts";

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());
afterAll(killWorkers);

const SEND = { path: "/v1/send-sms/json" };
const Orders = z.object({ orders: z.array(z.object({ first: z.number(), last: z.number(), iys: z.boolean() })) });

async function orders(stage: Stage) {
  return Orders.parse(await theatre.sandbox().control("GET", `/orders?account=${stage.remote}`)).orders;
}

/** Calls that were made and answered; a worker that was held up before its first byte takes its call back, and makes another. */
async function attempts(stage: Stage): Promise<number> {
  const { rows } = await theatre
    .owner()
    .query<{ n: number }>(
      "SELECT count(*)::int AS n FROM dispatch_attempts WHERE workspace_id = $1 AND http_status = 200",
      [stage.workspace.id],
    );
  return rows[0]?.n ?? 0;
}

async function goOut(stage: Stage, play: { people: number; text?: string }, states = ["completed"]) {
  const campaignId = await stage.makeCampaign(play);
  await stage.wake();
  await stage.until(campaignId, states);
  return { campaignId, counts: await judge(stage, theatre, campaignId, play.people) };
}

describe("iletiMerkezi", () => {
  it("one text goes out as one order a chunk, and its report settles everybody", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi", { endings: true });
    const play = { people: 1_000, text: "Herkese aynı metin." };
    const { campaignId } = await goOut(stage, play, ["settling"]);
    const sizes = (await orders(stage)).map(({ first, last }) => last - first + 1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1_000);
    expect(sizes.length).toBeLessThanOrEqual(2);
    // Of a hundred numbers in a row 95, 96 and 97 are not delivered; 98 and 99 never end.
    const ends = { delivered: 950, undelivered: 30, accepted: 20 };
    await expect.poll(() => stage.counts(campaignId), { timeout: 120_000 }).toEqual(ends);
    await judge(stage, theatre, campaignId, play.people);
  });

  it("own texts are grouped by text: one order, one id and one attempt for each text", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    const { campaignId, counts } = await goOut(stage, { people: 60 });
    expect(counts).toEqual({ delivered: 60 });
    expect([(await orders(stage)).length, await attempts(stage)]).toEqual([60, 60]);
    const { rows } = await theatre
      .owner()
      .query("SELECT DISTINCT provider_id FROM messages WHERE campaign_id = $1", [campaignId]);
    expect(rows).toHaveLength(60);
  });

  it.each([
    ["an answer lost after the order was taken", { kind: "reset", when: "after" }, 1],
    ["a connection lost before it was taken", { kind: "reset" }, 0],
  ])("R-101 %s leaves its people unknown and sends to nobody twice", async (_name, fault, taken) => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    await stage.switchOn(fault, SEND);
    // Its list of orders would tell, see lookups.test.ts; here nobody can ask.
    await stage.switchOn({ kind: "status", status: 503 }, { path: "/v1/get-reports", times: null });
    const { counts } = await goOut(stage, { people: 300, text: "Aynı metin." });
    expect(counts).toEqual({ unknown: 300 });
    expect(await orders(stage)).toHaveLength(taken);
  });

  it("R-110 waits out a limit and goes on", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    await stage.switchOn({ kind: "status", status: 429, retry_after: 1 }, SEND);
    expect((await goOut(stage, { people: 50, text: "Aynı metin." })).counts).toEqual({ delivered: 50 });
  });

  it("an empty account stops the campaign with everybody still to go", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi", { balance: { amount: 0, sms: 0 } });
    const { campaignId, counts } = await goOut(stage, { people: 50, text: "Aynı metin." }, ["paused"]);
    expect(counts).toEqual({ pending: 50 });
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "quota" });
    // What the page says beside: the account may be out of money, and the sender be at fault as well.
    const said = stage.workspace.transact((tx) => blockCode(tx, toPublicId("campaign", campaignId)));
    await expect(said).resolves.toBe("402");
  });

  it("R-110 no more than a hundred recipients a second leave, however many workers and chunks there are", async () => {
    const others = await Promise.all([startWorkerProcess(), startWorkerProcess()]);
    const stage = await setCompanyStage(theatre, "iletimerkezi", { rate: 100 });
    const startedAt = performance.now();
    const { campaignId, counts } = await goOut(stage, { people: 250 });
    expect(counts).toEqual({ delivered: 250 });
    // A chunk has one order under way at a time, so own texts are in chunks of a second's worth.
    const chunks = await theatre.owner().query("SELECT no FROM chunks WHERE campaign_id = $1", [campaignId]);
    expect(chunks.rows).toHaveLength(3);
    // The provider would have answered 429 to anything faster; the first second is free.
    expect(performance.now() - startedAt).toBeGreaterThan(1_200);
    const calls = z
      .object({ calls: z.array(z.object({ status: z.number().nullable() })) })
      .parse(
        await theatre.sandbox().control("GET", `/calls?on=iletimerkezi&path=/v1/send-sms&workspace=${stage.remote}`),
      );
    expect(calls.calls.filter(({ status }) => status !== 200)).toEqual([]);
    await Promise.all(others.map((other) => other.stop()));
  });
});

describe("the sender for trying out", () => {
  /** Tries the connection out; the row of the message once it has left. */
  async function tryOut(stage: Stage, phone: string): Promise<{ state: string; sender: string }> {
    const { connectionId, workspace } = stage;
    const audited = await workspace.transact((tx) => tryConnection(tx, { connectionId, phone }, "1.2.3.4"));
    const id = parsePublicId("message", audited.result.messageId);
    const row = () =>
      workspace.transact(({ db, workspaceId }) =>
        db.message.findFirstOrThrow({ where: { workspaceId, id: id ?? "" } }),
      );
    await expect.poll(async () => (await row()).state, { timeout: 120_000 }).not.toBe("pending");
    return row();
  }
  const forget = ({ workspace }: Stage) =>
    workspace.transact(({ db, workspaceId }) =>
      db.sender.updateMany({ where: { workspaceId }, data: { isListed: false } }),
    );

  it("R-122 reaches a typed number with the company's own text while no sender is approved, five times an hour", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi", { senders: [] });
    await forget(stage);
    expect(await tryOut(stage, "0532 111 22 33")).toMatchObject({ sender: "APITEST" });
    expect(await stage.ledger()).toMatchObject([{ to: "+905321112233", body: "Bu bir test mesajidir." }]);
    await expect(tryOut(stage, "0212 111 22 33")).rejects.toMatchObject({ code: "test.number_not_mobile" });
    const many = async () => {
      for (let n = 0; n < 5; n += 1) await tryOut(stage, `0532 111 22 4${n}`);
    };
    await expect(many()).rejects.toMatchObject({ code: "test.too_many" });
  });

  it("is not offered beside an approved sender, and a company that knows of one refuses it without a charge", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    await expect(tryOut(stage, "0533 111 22 33")).rejects.toMatchObject({ code: "connection.trial_over" });
    await forget(stage);
    expect(await tryOut(stage, "0533 111 22 33")).toMatchObject({ state: "failed", providerCode: "450" });
    const other = await setCompanyStage(theatre, "turkeysms");
    await expect(tryOut(other, "0533 111 22 33")).rejects.toMatchObject({ code: "connection.not_found" });
  });
});

describe("TurkeySMS", () => {
  it("one request for each number, own texts, statuses by id; attempts hold several of them", async () => {
    const stage = await setCompanyStage(theatre, "turkeysms", { endings: true });
    const typed = { workspaceId: stage.workspace.id, id: stage.senderId };
    await stage.workspace.transact(({ db }) => db.sender.updateMany({ where: typed, data: { status: "unverified" } }));
    const { campaignId } = await goOut(stage, { people: 100 }, ["settling"]);
    const sender = await stage.workspace.transact(({ db }) => db.sender.findFirst({ where: typed }));
    // A sender somebody typed is verified by the first message the company takes under it.
    expect(sender?.status).toBe("approved");
    const ends = { delivered: 96, undelivered: 2, accepted: 2 };
    await expect.poll(() => stage.counts(campaignId), { timeout: 120_000 }).toEqual(ends);
    await judge(stage, theatre, campaignId, 100);
    expect((await stage.ledger()).length).toBe(100);
    const made = await attempts(stage);
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(50);
  });

  it("R-101 the text of a PHP array leaves one person unknown, and the rest go out", async () => {
    const stage = await setCompanyStage(theatre, "turkeysms");
    await stage.switchOn({ kind: "php" }, { path: "/api/v3/gonder/add-content" });
    expect((await goOut(stage, { people: 20 })).counts).toEqual({ delivered: 19, unknown: 1 });
  });

  it("a refused number fails alone; an inactive account asks for a new key", async () => {
    const stage = await setCompanyStage(theatre, "turkeysms");
    await stage.switchOn({ kind: "refuse", code: "TS-1034" }, { to: "0005" });
    expect((await goOut(stage, { people: 20 })).counts).toEqual({ delivered: 19, failed: 1 });
    const inactive = await setCompanyStage(theatre, "turkeysms", { active: false });
    const { campaignId } = await goOut(inactive, { people: 5 }, ["paused"]);
    expect(await inactive.state(campaignId)).toEqual({ state: "paused", state_reason: "connection" });
  });
});
