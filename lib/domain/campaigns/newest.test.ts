import { beforeEach, describe, expect, it } from "vitest";
import { saveDraft } from "#lib/domain/campaigns/commands/save-draft";
import { lineOfNewest } from "#lib/domain/campaigns/newest-queries";
import { account, type ReviewScene, setReviewScene } from "#lib/domain/campaigns/review.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";

useTestDatabase();
let scene: ReviewScene;
beforeEach(async () => {
  scene = await setReviewScene();
  // Enough for two of the four people, of whom the last but one must not be texted.
  await scene.workspace.transact(async ({ db, workspaceId }) => {
    await db.connection.updateMany({ data: { account: account(2) } });
    await db.suppression.create({ data: { workspaceId, msisdn: 905321234503n, reason: "ret", source: "sms" } });
  });
});

const newest = (campaignId: string, people: number) =>
  scene.workspace.sql((sql) => lineOfNewest(sql, campaignId, people));

describe("a list that the quota is not enough for", () => {
  it("is cut to as many of its end as the quota is enough for, whoever is left out not counted", async () => {
    const campaignId = await scene.makeDraft();
    expect(await scene.check(campaignId)).toMatchObject({ people: 3, reds: ["quota"] });
    const fromLine = await newest(campaignId, 2);
    expect(fromLine).toBe(3);
    await scene.workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, fromLine }));
    expect(await scene.check(campaignId)).toMatchObject({ people: 2, reds: [] });
  });

  it("may be sent whole where it waits for quota", async () => {
    const campaignId = await scene.makeDraft();
    await scene.workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, waitsForQuota: true }));
    expect(await scene.check(campaignId)).toMatchObject({ people: 3, reds: [], level: "amber" });
    await scene.workspace.transact((tx) => saveDraft(tx, { campaignId, version: 2, waitsForQuota: false }));
    expect(await scene.check(campaignId)).toMatchObject({ reds: ["quota"] });
  });

  it("is whole again with another list, and where nobody or more than everybody is wanted", async () => {
    const campaignId = await scene.makeDraft();
    expect([await newest(campaignId, 0), await newest(campaignId, 9)]).toEqual([null, null]);
    await scene.workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, fromLine: 4 }));
    const { importId } = scene;
    await scene.workspace.transact((tx) => saveDraft(tx, { campaignId, version: 2, importId }));
    expect(await scene.campaign(campaignId)).toMatchObject({ fromLine: null });
  });

  it("is bound into what an approver sees: another cut is another hash", async () => {
    const campaignId = await scene.makeDraft();
    await scene.workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, fromLine: 4 }));
    const reviewId = await scene.submit(campaignId);
    await scene.workspace.transact(({ db }) => db.campaign.updateMany({ data: { fromLine: null } }));
    await expect(scene.approve(campaignId, reviewId)).rejects.toMatchObject({ code: "campaign.changed_since_review" });
  });
});
