import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { judge } from "./judge.fixture.ts";
import { eventually, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const Calls = z.object({
  calls: z.array(z.object({ method: z.string(), path: z.string(), status: z.number().nullable(), at: z.string() })),
});

async function calls(stage: Stage, path: string) {
  const found = await theatre.sandbox().control("GET", `/calls?on=api&workspace=${stage.remote}&path=${path}`);
  return Calls.parse(found).calls.sort((one, other) => one.at.localeCompare(other.at));
}

describe("R-110: the provider's limit", () => {
  it("waits as long as it is asked to, on every chunk", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "status", status: 429, retry_after: 2 }, { skip: 2 });
    const campaignId = await stage.makeCampaign({ people: 2_500 });
    await stage.wake();
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 2_500)).toEqual({ delivered: 2_500 });
    const bulk = await calls(stage, "/v1/messages/bulk");
    const limitedAt = Date.parse(bulk.find((call) => call.status === 429)?.at ?? "");
    const later = bulk.map((call) => Date.parse(call.at)).filter((at) => at > limitedAt + 500);
    // Calls that were under way at the limit may end just after it; the next begins when the wait is over.
    expect(Math.min(...later) - limitedAt).toBeGreaterThanOrEqual(1_900);
  });

  it("finds the pace the provider takes, with few refusals once it has", async () => {
    const stage = await setStage(theatre, { rate: { per_second: 50, burst: 20 } });
    const campaignId = await stage.makeCampaign({ people: 40_000 });
    await stage.wake();
    // Nobody asks for reports here: the questions would use up the same rate.
    const settle = () =>
      theatre
        .owner()
        .query("UPDATE chunks SET state = 'settled' WHERE workspace_id = $1 AND state = 'sent'", [stage.workspace.id]);
    await eventually("no longer sending", async () => {
      await settle();
      return !["preparing", "sending"].includes((await stage.state(campaignId)).state);
    });
    expect(await stage.state(campaignId)).toEqual({
      state: expect.stringMatching(/settling|completed/),
      state_reason: null,
    });
    const bulk = await calls(stage, "/v1/messages/bulk");
    const second = bulk.slice(Math.floor(bulk.length / 2));
    const refused = second.filter((call) => call.status === 429).length;
    expect(bulk.filter((call) => call.status === 200)).toHaveLength(200);
    expect(refused).toBeLessThanOrEqual(3);
  });
});

describe("R-111: a provider that is down", () => {
  it("costs few unknown messages, is asked by reads until it is back, and the rest goes out", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "status", status: 503 }, { path: "/v1/", times: null });
    const campaignId = await stage.makeCampaign({ people: 3_000 });
    await stage.wake();
    await eventually("several reads while it is down", async () => (await calls(stage, "/v1/account")).length >= 5);
    const tries = (await calls(stage, "/v1/messages/bulk")).length;
    expect(tries).toBe(1);
    await stage.clearSwitches();
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 3_000)).toEqual({ delivered: 2_800, unknown: 200 });
  });

  it("stops for a person when only sending is broken, before the whole campaign is unknown", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "reset", when: "after" }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 3_000 });
    await stage.wake();
    await stage.until(campaignId, ["paused"]);
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "connection" });
    const counts = await judge(stage, theatre, campaignId, 3_000);
    expect(counts).toEqual({ unknown: 1_000, pending: 2_000 });
  });
});

describe("R-118: fairness", () => {
  it("lets a small workspace through while a large one is being sent", async () => {
    const large = await setStage(theatre);
    const small = await setStage(theatre);
    await large.switchOn({ kind: "slow", ms: 400 }, { times: null });
    const big = await large.makeCampaign({ people: 30_000 });
    await large.wake();
    await theatre.sandbox().control("GET", `/ledger/counts?workspace=${large.remote}&at_least=2000&wait_ms=10000`);
    const little = await small.makeCampaign({ people: 10 });
    await small.wake();
    await small.until(little, ["settling", "completed"]);
    expect((await large.state(big)).state).toBe("sending");
    await large.clearSwitches();
  });
});
