import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCampaign } from "#lib/domain/campaigns/commands/start-campaign";
import { withdrawReview } from "#lib/domain/campaigns/commands/withdraw-review";
import { checkForStart } from "#lib/domain/campaigns/start-queries";
import { toPublicId } from "#lib/domain/ids";
import { approve, submit } from "./approval.fixture.ts";
import { judge } from "./judge.fixture.ts";
import { eventually, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre({ SIGNATURE_GATE: "sandbox" });
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const review = async (stage: Stage, reviewId: string) => {
  const { rows } = await theatre
    .owner()
    .query(
      "SELECT state, signature_id, receipt, signed_by, signed_at FROM reviews WHERE workspace_id = $1 AND id = $2",
      [stage.workspace.id, reviewId],
    );
  return rows[0];
};

/** A campaign that was approved and waits for its signature, which the service knows of. */
async function awaiting(stage: Stage) {
  const campaignId = await stage.makeCampaign({ people: 3, state: "draft" });
  const reviewId = await submit(stage, campaignId);
  await approve(stage, campaignId, reviewId);
  expect((await stage.state(campaignId)).state).toBe("awaiting_signature");
  await eventually("asked", async () => (await review(stage, reviewId)).signature_id !== null);
  return { campaignId, reviewId };
}

const decide = (reviewId: string, decision: Record<string, unknown>) =>
  theatre.sandbox().control("POST", `/signatures/${toPublicId("review", reviewId)}`, decision);

describe("R-135: with the signature gate on", () => {
  it("a campaign goes out when it is signed, and the receipt is kept", async () => {
    const stage = await setStage(theatre);
    const { campaignId, reviewId } = await awaiting(stage);
    expect(await stage.ledger()).toEqual([]);
    await decide(reviewId, { decision: "sign" });
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 3)).toEqual({ delivered: 3 });
    expect(await review(stage, reviewId)).toMatchObject({
      ...{ state: "approved", signed_by: "Deniz Kaya", signed_at: expect.any(Date) },
      receipt: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    });
  });

  it("one whose signature is refused goes back for changes", async () => {
    const stage = await setStage(theatre);
    const { campaignId, reviewId } = await awaiting(stage);
    await decide(reviewId, { decision: "refuse" });
    await stage.until(campaignId, ["changes_requested"]);
    expect(await review(stage, reviewId)).toMatchObject({ state: "refused", receipt: null });
    expect(await stage.ledger()).toEqual([]);
  });

  it.each([
    ["about another text", { hash: "f".repeat(64) }],
    ["by a key that is not the service's", { foreign_key: true }],
  ])("a receipt %s sends nothing", async (_, bend) => {
    const stage = await setStage(theatre);
    const { campaignId, reviewId } = await awaiting(stage);
    await decide(reviewId, { decision: "sign", ...bend });
    await stage.until(campaignId, ["changes_requested"]);
    expect(await review(stage, reviewId)).toMatchObject({ state: "refused", receipt: null });
    expect(await stage.ledger()).toEqual([]);
  });

  it("a signature that comes after the withdrawal starts nothing", async () => {
    const stage = await setStage(theatre);
    const { campaignId, reviewId } = await awaiting(stage);
    await stage.workspace.transact((tx) => withdrawReview(tx, { campaignId, reviewId }, true));
    await decide(reviewId, { decision: "sign" });
    const open = async () => {
      const { rows } = await theatre
        .owner()
        .query(
          "SELECT FROM pgboss.job WHERE name = 'signature.follow' AND data->>'reviewId' = $1 AND state < 'completed'",
          [reviewId],
        );
      return rows.length;
    };
    await eventually("nobody follows it", async () => (await open()) === 0);
    expect((await stage.state(campaignId)).state).toBe("draft");
    expect(await stage.ledger()).toEqual([]);
  });

  it("nothing is sent without an approval, however small", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 1, state: "draft" });
    const check = await stage.workspace.sql((sql) => checkForStart(sql, campaignId));
    const start = stage.workspace.transact((tx) => startCampaign(tx, { campaignId, version: 1 }, check));
    await expect(start).rejects.toMatchObject({ code: "campaign.approval_required" });
    // Nor what reached the worker by another way, such as one started before the gate was switched on.
    const forged = await stage.makeCampaign({ people: 1, firstMsisdn: 905_320_000_000 });
    await stage.wake();
    await stage.until(forged, ["failed"]);
    expect((await stage.state(forged)).state_reason).toBe("approval_missing");
    expect(await stage.ledger()).toEqual([]);
  });
});
