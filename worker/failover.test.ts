import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decideUnknown } from "#lib/domain/campaigns/commands/decide-unknown";
import { addConnection, nameSecond, type SecondWay, setCompanyStage } from "./company-stage.fixture.ts";
import { judge } from "./judge.fixture.ts";
import { eventually, FIRST_MSISDN, openTheatre, type Play, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

// A campaign with a second connection: who was certainly not taken by the first goes there, nobody else does, and the
// ledgers of both together hold everybody at most once.

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const SEND = { path: "/v1/send-sms/json" };

/** Sends a campaign that names a second connection. */
async function goOut(stage: Stage, second: SecondWay, play: Play): Promise<string> {
  const campaignId = await stage.makeCampaign({ ...play, state: "holding" });
  await nameSecond(theatre, stage, second, campaignId);
  await theatre.owner().query("UPDATE campaigns SET state = 'preparing' WHERE id = $1", [campaignId]);
  await stage.wake();
  return campaignId;
}

/** The rows against both ledgers as if they were one. */
const judgeBoth = (stage: Stage, second: SecondWay, campaignId: string, people: number) =>
  judge(
    { ...stage, ledger: async () => [...(await stage.ledger()), ...(await second.ledger())] },
    theatre,
    campaignId,
    people,
  );

async function movedOf(campaignId: string): Promise<number> {
  const text = "SELECT coalesce(sum(moved), 0)::int AS moved FROM chunks WHERE campaign_id = $1";
  return (await theatre.owner().query<{ moved: number }>(text, [campaignId])).rows[0]?.moved ?? 0;
}

async function givenUpFor(campaignId: string): Promise<string | null> {
  const text = "SELECT first_given_up_code AS code FROM campaigns WHERE id = $1";
  return (await theatre.owner().query<{ code: string | null }>(text, [campaignId])).rows[0]?.code ?? null;
}

const endingOf = (ending: number) => `+${FIRST_MSISDN + ending}`;

describe("failover", () => {
  it("whom the first refuses one by one goes to the second; reports come from both", async () => {
    const stage = await setStage(theatre, { endings: true });
    const second = await addConnection(theatre, stage, "turkeysms");
    const campaignId = await goOut(stage, second, { people: 97 });
    // 90, 91, 93 and 94 are refused at once; 95, 96 and 97 were taken and fail later, which is no refusal.
    await stage.until(campaignId, ["completed"]);
    const refused = [90, 91, 93, 94].map(endingOf);
    expect(new Set((await second.ledger()).map(({ to }) => to))).toEqual(new Set(refused));
    expect(await movedOf(campaignId)).toBe(4);
    const counts = await judgeBoth(stage, second, campaignId, 97);
    expect(counts).toEqual({ delivered: 94, undelivered: 1, expired: 1, rejected: 1 });
    const { rows } = await theatre
      .owner()
      .query("SELECT count(*)::int AS n FROM messages WHERE campaign_id = $1 AND connection_id = $2", [
        campaignId,
        second.connectionId,
      ]);
    expect(rows).toEqual([{ n: 4 }]);
  });

  it("R-101 an answer that was lost moves nobody, and what comes after it may", async () => {
    const stage = await setStage(theatre);
    const second = await addConnection(theatre, stage, "iletimerkezi");
    await stage.switchOn({ kind: "reset", when: "after" });
    await stage.switchOn({ kind: "refuse", code: "PROVIDER_REJECTED" }, { to: "0300", times: null });
    const campaignId = await goOut(stage, second, { people: 500 });
    await stage.until(campaignId, ["completed"]);
    const counts = await judgeBoth(stage, second, campaignId, 500);
    expect(counts.unknown).toBeGreaterThan(0);
    expect(counts.failed).toBeUndefined();
    const gone = new Set((await second.ledger()).map(({ to }) => to));
    const { rows } = await theatre
      .owner()
      .query<{ to: string }>(`SELECT '+' || msisdn AS to FROM messages WHERE campaign_id = $1 AND state = 'unknown'`, [
        campaignId,
      ]);
    expect(rows.filter(({ to }) => gone.has(to))).toEqual([]);
  });

  it("who is sent to once more by a person's decision goes out where their chunk is now", async () => {
    const stage = await setStage(theatre);
    const second = await addConnection(theatre, stage, "turkeysms");
    await stage.switchOn({ kind: "reset" });
    await stage.switchOn({ kind: "refuse", code: "PROVIDER_REJECTED" }, { to: "0300", times: null });
    const campaignId = await goOut(stage, second, { people: 400 });
    await stage.until(campaignId, ["completed"]);
    const { unknown = 0 } = await judgeBoth(stage, second, campaignId, 400);
    expect(unknown).toBeGreaterThan(0);
    const { rows } = await theatre
      .owner()
      .query<{ id: string }>("SELECT id FROM dispatch_attempts WHERE campaign_id = $1 AND state = 'unknown'", [
        campaignId,
      ]);
    const calls = rows.map(({ id }) => id);
    await stage.workspace.transact((tx) => decideUnknown(tx, { campaignId, calls, decision: "send_again" }));
    await stage.until(campaignId, ["completed"]);
    expect(await judgeBoth(stage, second, campaignId, 400)).toEqual({ delivered: 400 });
    expect(await second.ledger()).toHaveLength(unknown + 1);
    const text = "SELECT count(*)::int AS n FROM messages WHERE campaign_id = $1 AND connection_id = $2";
    expect((await theatre.owner().query(text, [campaignId, second.connectionId])).rows).toEqual([{ n: unknown + 1 }]);
  });

  it("an empty account does not stop it: the rest goes to the second", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi", { balance: { amount: 0, sms: 0 } });
    const second = await addConnection(theatre, stage, "turkeysms");
    const campaignId = await goOut(stage, second, { people: 120, text: "Aynı metin." });
    await stage.until(campaignId, ["completed"]);
    expect(await givenUpFor(campaignId)).toBe("402");
    expect(await judgeBoth(stage, second, campaignId, 120)).toEqual({ delivered: 120 });
    expect(await second.ledger()).toHaveLength(120);
  });

  it("a first connection that puts everybody off for ten minutes is given up", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    const second = await addConnection(theatre, stage, "turkeysms");
    await stage.switchOn({ kind: "status", status: 429, retry_after: 1 }, { ...SEND, times: null });
    const campaignId = await goOut(stage, second, { people: 60, text: "Aynı metin." });
    await stage.until(campaignId, ["completed"]);
    expect(await givenUpFor(campaignId)).toBe("deferred_too_long");
    expect(await judgeBoth(stage, second, campaignId, 60)).toEqual({ delivered: 60 });
    expect(await stage.ledger()).toEqual([]);
  });

  it("R-130 nobody goes to the second for want of consent, nor for a repeated order", async () => {
    const stage = await setStage(theatre);
    const second = await addConnection(theatre, stage, "turkeysms");
    await stage.switchOn({ kind: "refuse", code: "IYS_BLOCKED" }, { to: "0007" });
    const campaignId = await goOut(stage, second, { people: 20 });
    await stage.until(campaignId, ["completed"]);
    expect(await judgeBoth(stage, second, campaignId, 20)).toEqual({ delivered: 19, failed: 1 });
    expect(await second.ledger()).toEqual([]);
  });

  it("a second that cannot be used leaves the refused refused, and stops a campaign that needs it", async () => {
    const stage = await setStage(theatre, { endings: true });
    const second = await addConnection(theatre, stage, "turkeysms");
    const gone = { workspaceId: stage.workspace.id, id: second.connectionId };
    await stage.workspace.transact(({ db }) =>
      db.connection.updateMany({ where: gone, data: { state: "needs_reconnect" } }),
    );
    const campaignId = await goOut(stage, second, { people: 92 });
    await stage.until(campaignId, ["completed"]);
    expect(await judgeBoth(stage, second, campaignId, 92)).toEqual({ delivered: 90, failed: 2 });

    const other = await setCompanyStage(theatre, "iletimerkezi", { balance: { amount: 0, sms: 0 } });
    const empty = await addConnection(theatre, other, "turkeysms", { balance: { local: 0, international: 0 } });
    const stopped = await goOut(other, empty, { people: 40, text: "Aynı metin." });
    await other.until(stopped, ["paused"]);
    await eventually("nobody is open", async () => (await other.state(stopped)).state_reason === "quota");
    expect(await judgeBoth(other, empty, stopped, 40)).toEqual({ pending: 40 });
  });
});

it("a company in reserve that is not connected any more is left out, and the campaign goes out all the same", async () => {
  const stage = await setStage(theatre, { endings: true });
  const campaignId = await stage.makeCampaign({ people: 95, state: "holding" });
  const channel = { name: "", isDefault: false, kind: "sms" };
  const channels = [
    { ...channel, code: "iletimerkezi", status: "connected" },
    { ...channel, code: "verimor", status: "disabled" },
  ];
  const values = [stage.workspace.id, JSON.stringify(channels)];
  await theatre.owner().query("UPDATE connections SET channels = $2 WHERE workspace_id = $1", values);
  await theatre
    .owner()
    .query("UPDATE campaigns SET fallback_codes = '{verimor,iletimerkezi}', state = 'preparing' WHERE id = $1", [
      campaignId,
    ]);
  await stage.wake();
  await stage.until(campaignId, ["completed"]);
  const counts = await judge(stage, theatre, campaignId, 95);
  // Of the four whom the first company refuses, the one in reserve takes whom it was only away for: one more than without.
  expect(counts).toEqual({ delivered: 91, failed: 3, undelivered: 1 });
});
