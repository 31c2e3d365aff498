import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cancelCampaign } from "#lib/domain/campaigns/commands/cancel-campaign";
import { decideUnknown } from "#lib/domain/campaigns/commands/decide-unknown";
import { unansweredCalls } from "#lib/domain/campaigns/unknown-queries";
import { toPublicId } from "#lib/domain/ids";
import type { UnknownDecision } from "#lib/domain/messages/lookups";
import { haltSending } from "#lib/domain/workspaces/commands/halt-sending";
import { keepAtProvider, setCompanyStage } from "./company-stage.fixture.ts";
import { judge } from "./judge.fixture.ts";
import { eventually, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

// Ten minutes of looking pass in one second.
const theatre = openTheatre({ TIME_SCALE: "600" });
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const SEND = { path: "/v1/send-sms/json" };
const REPORTS = { path: "/v1/get-reports", times: null };
const TEXT = "Herkese aynı metin.";

async function callsOf(stage: Stage, campaignId: string) {
  const found = await stage.workspace.transact((tx) => unansweredCalls(tx, toPublicId("campaign", campaignId)));
  return found?.calls ?? [];
}

async function send(stage: Stage, people: number, firstMsisdn?: number): Promise<string> {
  const campaignId = await stage.makeCampaign({
    people,
    text: TEXT,
    ...(firstMsisdn !== undefined && { firstMsisdn }),
  });
  await stage.wake();
  return campaignId;
}

const decide = (stage: Stage, campaignId: string, calls: string[], decision: UnknownDecision) =>
  stage.workspace.transact((tx) => decideUnknown(tx, { campaignId, calls, decision }));

describe("R-103: a lost answer is looked for at the provider", () => {
  it("what the provider took is accepted under its id, and its reports come", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    await stage.switchOn({ kind: "reset", when: "after" }, SEND);
    const campaignId = await send(stage, 30);
    await eventually("found", async () => (await stage.counts(campaignId)).delivered === 30);
    expect(await judge(stage, theatre, campaignId, 30)).toEqual({ delivered: 30 });
    expect(await callsOf(stage, campaignId)).toEqual([]);
    const { rows } = await theatre
      .owner()
      .query("SELECT detail FROM audit_events WHERE workspace_id = $1 AND action = 'campaign.found'", [
        stage.workspace.id,
      ]);
    expect(rows).toEqual([{ detail: { people: 30 } }]);
  });

  it("what it did not take stays unknown after three looks, until a person sends it again", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    await stage.switchOn({ kind: "reset" }, SEND);
    const campaignId = await send(stage, 30);
    const looked = async () => (await callsOf(stage, campaignId)).map(({ emptyLooks, lookAt }) => [emptyLooks, lookAt]);
    await expect.poll(looked, { timeout: 120_000 }).toEqual([[3, null]]);
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 30)).toEqual({ unknown: 30 });
    const [call] = await callsOf(stage, campaignId);
    expect(call).toMatchObject({ people: 30, end: "no_answer", canAsk: true, evidence: "none" });
    await decide(stage, campaignId, [call?.id ?? ""], "send_again");
    await eventually("sent again", async () => (await stage.counts(campaignId)).delivered === 30);
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 30)).toEqual({ delivered: 30 });
  });

  it("while the list cannot be read nothing is decided and nothing goes out", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    await stage.switchOn({ kind: "status", status: 503 }, REPORTS);
    await stage.switchOn({ kind: "reset", when: "after" }, SEND);
    const campaignId = await send(stage, 10);
    const looked = async () => (await callsOf(stage, campaignId))[0];
    await expect.poll(async () => (await looked())?.looks, { timeout: 120_000 }).toBeGreaterThan(3);
    expect(await looked()).toMatchObject({ evidence: "unavailable", emptyLooks: 0 });
    expect(await judge(stage, theatre, campaignId, 10)).toEqual({ unknown: 10 });
    await stage.clearSwitches();
    await eventually("found in the end", async () => (await stage.counts(campaignId)).delivered === 10);
  });

  it("R-104 two open calls to the same people are never taken for each other", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    await stage.switchOn({ kind: "status", status: 503 }, REPORTS);
    await stage.switchOn({ kind: "reset" }, SEND);
    const first = await send(stage, 10);
    await stage.until(first, ["settling", "completed"]);
    await stage.switchOn({ kind: "reset", when: "after" }, SEND);
    const second = await send(stage, 10);
    await stage.until(second, ["settling", "completed"]);
    await stage.clearSwitches();
    for (const campaignId of [first, second]) {
      const evidence = async () => (await callsOf(stage, campaignId)).map((call) => call.evidence);
      await expect.poll(evidence, { timeout: 120_000 }).toEqual(["look_alike"]);
      expect(await stage.counts(campaignId)).toEqual({ unknown: 10 });
    }
  });
});

describe("R-103: what the company says when it was asked at the wrong time, or a second time", () => {
  it("R-116 an order that it keeps until the start is looked for after the start: not found before proves nothing", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    await stage.switchOn({ kind: "reset", when: "after" }, SEND);
    const { campaignId, startAt } = await keepAtProvider(theatre, stage, 10, TEXT);
    const looked = async () => (await callsOf(stage, campaignId))[0];
    await expect.poll(async () => (await looked())?.evidence, { timeout: 120_000 }).toBe("scheduled");
    expect((await looked())?.emptyLooks).toBe(0);
    expect((await looked())?.lookAt?.getTime()).toBeGreaterThan(startAt.getTime());
    expect(await stage.counts(campaignId)).toEqual({ unknown: 10 });
  });

  it("an order that was sent again and is a repeated one there (451) went through the first time: it is found, not failed", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    await stage.switchOn({ kind: "status", status: 503 }, REPORTS);
    await stage.switchOn({ kind: "reset", when: "after" }, SEND);
    const campaignId = await send(stage, 10);
    await stage.until(campaignId, ["completed"]);
    const [call] = await callsOf(stage, campaignId);
    await decide(stage, campaignId, [call?.id ?? ""], "send_again");
    const ends = async () => (await callsOf(stage, campaignId)).map(({ end, people }) => [end, people]);
    await expect.poll(ends, { timeout: 120_000 }).toEqual([["repeated", 10]]);
    expect(await judge(stage, theatre, campaignId, 10)).toEqual({ unknown: 10 });
    await stage.clearSwitches();
    await eventually("found", async () => (await stage.counts(campaignId)).delivered === 10);
    expect(await judge(stage, theatre, campaignId, 10)).toEqual({ delivered: 10 });
  });
});

describe("R-103: a person decides where nobody can be asked", () => {
  async function lost(): Promise<{ stage: Stage; campaignId: string; callId: string }> {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "reset", when: "after" });
    const campaignId = await send(stage, 20);
    await stage.until(campaignId, ["completed"]);
    const [call, ...others] = await callsOf(stage, campaignId);
    expect(others).toEqual([]);
    expect(call).toMatchObject({ people: 20, canAsk: false, evidence: null });
    return { stage, campaignId, callId: call?.id ?? "" };
  }

  it("but sends nobody it again while all sending is stopped", async () => {
    const { stage, campaignId, callId } = await lost();
    await stage.workspace.transact((tx) => haltSending(tx));
    await expect(decide(stage, campaignId, [callId], "send_again")).rejects.toMatchObject({ code: "workspace.halted" });
    expect(await stage.state(campaignId)).toMatchObject({ state: "completed" });
    expect(await stage.counts(campaignId)).toEqual({ unknown: 20 });
  });

  it.each([
    ["treat_as_sent", { accepted: 20 }],
    ["drop", { failed: 20 }],
  ] as const)("%s settles it without a call, once, with an entry in the history", async (decision, counts) => {
    const { stage, campaignId, callId } = await lost();
    const { audit, result } = await decide(stage, campaignId, [callId], decision);
    expect(result).toEqual({ messages: 20, waits: false });
    expect(audit.detail).toEqual({ decision, messages: 20, calls: 1 });
    expect(await stage.counts(campaignId)).toEqual(counts);
    expect(await stage.ledger()).toHaveLength(20);
    await expect(decide(stage, campaignId, [callId], decision)).rejects.toMatchObject({
      code: "campaign.nothing_unknown",
    });
  });

  it("nothing of a cancelled campaign is sent again, and nothing by somebody who may not send", async () => {
    const { stage, campaignId, callId } = await lost();
    const viewer = await stage.workspace.join("viewer");
    const again = { campaignId, calls: [callId], decision: "send_again" as const };
    await expect(stage.workspace.transact((tx) => decideUnknown(tx, again), viewer.id)).rejects.toMatchObject({
      code: "campaign.nobody_may_send",
    });
    await theatre
      .owner()
      .query("UPDATE campaigns SET state = 'sending', finished_at = NULL WHERE id = $1", [campaignId]);
    await stage.workspace.transact((tx) => cancelCampaign(tx, { campaignId }));
    await expect(decide(stage, campaignId, [callId], "send_again")).rejects.toMatchObject({
      code: "campaign.wrong_state",
    });
    expect(await stage.counts(campaignId)).toEqual({ unknown: 20 });
  });
});
