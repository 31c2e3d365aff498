import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCampaign } from "#lib/domain/campaigns/commands/start-campaign";
import { checkForStart } from "#lib/domain/campaigns/start-queries";
import { approve, setThreshold, submit } from "./approval.fixture.ts";
import { judge } from "./judge.fixture.ts";
import { eventually, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const forge = (stage: Stage, text: string, ...values: unknown[]) =>
  theatre.owner().query(text, [stage.workspace.id, ...values]);

/** A stage whose undo window is long enough to change something in it. */
async function heldStage(): Promise<Stage> {
  const stage = await setStage(theatre);
  await forge(stage, "UPDATE workspaces SET undo_seconds = 300 WHERE id = $1");
  return stage;
}

const closeWindow = async (stage: Stage) => {
  await forge(stage, "UPDATE campaigns SET hold_until = now() WHERE workspace_id = $1 AND state = 'holding'");
  await stage.wake();
};

describe("R-121: what was approved is what goes out", () => {
  it("sends an approved campaign once to everybody", async () => {
    const stage = await setStage(theatre);
    await setThreshold(stage, 100);
    const campaignId = await stage.makeCampaign({ people: 150, state: "draft" });
    await approve(stage, campaignId, await submit(stage, campaignId));
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 150)).toEqual({ delivered: 150 });
  });

  it.each([
    ["the text", "UPDATE campaigns SET text = 'Bambaşka' WHERE workspace_id = $1"],
    ["the kind", "UPDATE campaigns SET kind = 'commercial' WHERE workspace_id = $1"],
    ["the sender", "UPDATE campaigns SET sender_name = 'BASKASI' WHERE workspace_id = $1"],
    ["the list", "UPDATE campaigns SET import_reading = 2 WHERE workspace_id = $1"],
    ["the approved hash", "UPDATE reviews SET content_hash = sha256('başka') WHERE workspace_id = $1"],
  ])("sends nothing when %s is another one by the time it is prepared", async (_, change) => {
    const stage = await heldStage();
    await setThreshold(stage, 2);
    const campaignId = await stage.makeCampaign({ people: 3, state: "draft" });
    await approve(stage, campaignId, await submit(stage, campaignId));
    await forge(stage, change);
    await closeWindow(stage);
    await stage.until(campaignId, ["failed"]);
    expect(await stage.state(campaignId)).toEqual({ state: "failed", state_reason: "changed_since_approval" });
    expect(await stage.ledger()).toEqual([]);
  });

  it("sends nothing when the approval is void by the time it is prepared", async () => {
    const stage = await heldStage();
    await setThreshold(stage, 2);
    const campaignId = await stage.makeCampaign({ people: 3, state: "draft" });
    await approve(stage, campaignId, await submit(stage, campaignId));
    await forge(stage, "UPDATE reviews SET state = 'withdrawn' WHERE workspace_id = $1");
    await closeWindow(stage);
    await stage.until(campaignId, ["failed"]);
    expect((await stage.state(campaignId)).state_reason).toBe("approval_missing");
    expect(await stage.ledger()).toEqual([]);
  });

  const suppress =
    "INSERT INTO suppressions (workspace_id, msisdn, reason, source) VALUES ($1, 905300000001, 'x', 'x')";

  it("one that grew beyond what was approved is not sent", async () => {
    const stage = await heldStage();
    await setThreshold(stage, 1);
    await forge(stage, suppress);
    const campaignId = await stage.makeCampaign({ people: 3, state: "draft" });
    await approve(stage, campaignId, await submit(stage, campaignId));
    await forge(stage, "DELETE FROM suppressions WHERE workspace_id = $1");
    await closeWindow(stage);
    await stage.until(campaignId, ["failed"]);
    expect((await stage.state(campaignId)).state_reason).toBe("more_than_approved");
    expect(await stage.ledger()).toEqual([]);
  });

  it("R-123: one whose texts became longer than what was approved is not sent", async () => {
    const stage = await heldStage();
    await setThreshold(stage, 1);
    const campaignId = await stage.makeCampaign({ people: 3, state: "draft" });
    await approve(stage, campaignId, await submit(stage, campaignId));
    await forge(stage, "UPDATE reviews SET parts = parts - 1 WHERE workspace_id = $1");
    await closeWindow(stage);
    await stage.until(campaignId, ["failed"]);
    expect((await stage.state(campaignId)).state_reason).toBe("more_than_approved");
    expect(await stage.ledger()).toEqual([]);
  });

  it("one that was sent below the threshold and grew above it is not sent", async () => {
    const stage = await heldStage();
    await setThreshold(stage, 2);
    await forge(stage, suppress);
    const campaignId = await stage.makeCampaign({ people: 3, state: "draft" });
    const check = await stage.workspace.sql((sql) => checkForStart(sql, campaignId));
    await stage.workspace.transact((tx) => startCampaign(tx, { campaignId, version: 1 }, check));
    await forge(stage, "DELETE FROM suppressions WHERE workspace_id = $1");
    await closeWindow(stage);
    await stage.until(campaignId, ["failed"]);
    expect((await stage.state(campaignId)).state_reason).toBe("approval_missing");
    expect(await stage.ledger()).toEqual([]);
  });
});

describe("a submission that nobody answers", () => {
  it("is found by the sweep and made a draft, with one line in the history", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 3, state: "draft" });
    await submit(stage, campaignId);
    await forge(stage, "UPDATE reviews SET expires_at = now() WHERE workspace_id = $1");
    await eventually("a draft", async () => (await stage.state(campaignId)).state === "draft");
    const { rows } = await forge(
      stage,
      "SELECT count(*)::int AS n FROM audit_events WHERE workspace_id = $1 AND action = 'campaign.expire'",
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});
