import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judge } from "./judge.fixture.ts";
import { openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

async function played(): Promise<{ stage: Stage; campaignId: string }> {
  const stage = await setStage(theatre);
  const campaignId = await stage.makeCampaign({ people: 30 });
  await stage.wake();
  await stage.until(campaignId, ["completed"]);
  await judge(stage, theatre, campaignId, 30);
  return { stage, campaignId };
}

// What judges every other test here must be seen to find what it is for.
describe("the judge finds", () => {
  it.each([
    [
      "a message we call failed and the provider has",
      "UPDATE messages SET state = 'failed' WHERE campaign_id = $1 AND line = 5",
    ],
    [
      "a message we call pending and the provider has",
      "UPDATE messages SET state = 'pending' WHERE campaign_id = $1 AND line = 5",
    ],
    ["a lost recipient", "DELETE FROM messages WHERE campaign_id = $1 AND line = 5"],
    ["a count that was moved twice", "UPDATE message_stats SET messages = messages + 1 WHERE campaign_id = $1"],
    ["parts that do not add up", "UPDATE message_stats SET parts = parts - 1 WHERE campaign_id = $1"],
  ])("%s", async (_, damage) => {
    const { stage, campaignId } = await played();
    await theatre.owner().query(damage, [campaignId]);
    await expect(judge(stage, theatre, campaignId, 30)).rejects.toThrow();
  });

  it("somebody who got it twice", async () => {
    const { stage, campaignId } = await played();
    // The same people once more, as a second campaign, in the ledger of the same workspace.
    const again = await stage.makeCampaign({ people: 1 });
    await stage.wake();
    await stage.until(again, ["completed"]);
    await expect(judge(stage, theatre, campaignId, 30)).rejects.toThrow();
  });
});
