import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judge } from "./judge.fixture.ts";
import { openTheatre, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

describe("a campaign", () => {
  it("goes out once to everybody and ends completed when all reports are in", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 2_500 });
    await stage.wake();
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 2_500)).toEqual({ delivered: 2_500 });
  });
});
