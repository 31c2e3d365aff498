import { beforeEach, describe, expect, it } from "vitest";
import { startCampaign } from "#lib/domain/campaigns/commands/start-campaign";
import { undoCampaign } from "#lib/domain/campaigns/commands/undo-campaign";
import { mapImport } from "#lib/domain/imports/commands/map-import";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";
import { type ReviewScene, setReviewScene } from "./review.fixture.ts";

useTestDatabase();
withQueues();
let scene: ReviewScene;
let campaignId: string;

beforeEach(async () => {
  scene = await setReviewScene();
  campaignId = await scene.makeDraft();
});

const start = async (as = scene.operator) => {
  const check = await scene.check(campaignId);
  return scene.workspace.transact((tx) => startCampaign(tx, { campaignId, version: check.version }, check), as.id);
};
const state = async () => (await scene.campaign(campaignId)).state;

describe("R-121: above the threshold nobody sends alone", () => {
  it("refuses to send, whoever presses", async () => {
    await expect(start()).rejects.toMatchObject({ code: "campaign.approval_required" });
    await expect(start(scene.workspace.person)).rejects.toMatchObject({ code: "campaign.approval_required" });
    expect(await state()).toBe("draft");
  });

  it("lets a smaller one go without anybody", async () => {
    await scene.workspace.transact(({ db }) => db.workspace.updateMany({ data: { approvalPeople: 4 } }));
    await start();
    expect(await state()).toBe("holding");
  });

  it("counts the cost in parts", async () => {
    await scene.workspace.transact(({ db }) =>
      db.workspace.updateMany({ data: { approvalPeople: null, approvalParts: 7 } }),
    );
    campaignId = await scene.makeDraft("Uzun bir metin. ".repeat(12));
    await expect(start()).rejects.toMatchObject({ code: "campaign.approval_required" });
  });

  it("submits, tells every approver but the author, and approves into the undo window", async () => {
    const reviewId = await scene.submit(campaignId);
    expect(await scene.campaign(campaignId)).toMatchObject({ state: "in_review", people: 4, parts: 4, reviewId });
    const told = (await scene.jobs("mail.review")).map(({ userId, occasion }) => [userId, occasion]);
    expect(told).toEqual(
      expect.arrayContaining([
        [scene.admin.id, "waiting"],
        [scene.workspace.person.id, "waiting"],
      ]),
    );
    expect(told).toHaveLength(2);
    const { result, audit } = await scene.approve(campaignId, reviewId);
    expect(result).toEqual({ state: "holding" });
    expect(audit.detail).toMatchObject({ people: 4, needsTwo: true, isOwn: false });
    expect(await scene.review(reviewId)).toMatchObject({ state: "approved", decidedById: scene.admin.id });
    expect(await scene.campaign(campaignId)).toMatchObject({ startedById: scene.admin.id });
    const last = (await scene.jobs("mail.review")).filter(({ occasion }) => occasion === "approved");
    expect(last).toEqual([expect.objectContaining({ userId: scene.operator.id })]);
  });

  it("refuses the author, the one who submitted it, and both of them when they are two", async () => {
    const owner = scene.workspace.person;
    await scene.workspace.transact(({ db }) =>
      db.campaign.updateMany({ where: { id: campaignId }, data: { createdById: owner.id } }),
    );
    const reviewId = await scene.submit(campaignId, scene.admin);
    for (const own of [owner, scene.admin]) {
      await expect(scene.approve(campaignId, reviewId, own)).rejects.toMatchObject({ code: "campaign.own_approval" });
    }
    expect(await state()).toBe("in_review");
  });

  it("is not got round by raising the threshold after the submission", async () => {
    const reviewId = await scene.submit(campaignId, scene.admin);
    await scene.workspace.transact(({ db }) => db.workspace.updateMany({ data: { approvalPeople: null } }));
    await expect(scene.approve(campaignId, reviewId)).rejects.toMatchObject({ code: "campaign.own_approval" });
  });

  it("holds in the database itself, should a program forget it", async () => {
    const reviewId = await scene.submit(campaignId, scene.admin);
    const forged = scene.workspace.transact(({ db }) =>
      db.review.updateMany({ where: { id: reviewId }, data: { state: "approved", decidedById: scene.admin.id } }),
    );
    await expect(forged).rejects.toThrow(/reviews_two_people/);
  });

  it("below the threshold an approver approves the own, but not past the own daily cap", async () => {
    await scene.workspace.transact(({ db }) => db.workspace.updateMany({ data: { approvalPeople: 10 } }));
    const cap = (dailyCap: number | null) =>
      scene.workspace.transact(({ db }) =>
        db.membership.updateMany({ where: { userId: scene.admin.id }, data: { dailyCap } }),
      );
    await cap(3);
    const reviewId = await scene.submit(campaignId, scene.admin);
    await expect(scene.approve(campaignId, reviewId)).rejects.toMatchObject({ code: "campaign.over_cap" });
    await cap(null);
    await scene.approve(campaignId, reviewId);
    expect(await state()).toBe("holding");
  });
});

it("an approval is sent in the name of somebody who may send, or not at all", async () => {
  const approver = await scene.workspace.join("operator");
  const set = (userId: string, data: { maySend?: boolean; mayApprove?: boolean }) =>
    scene.workspace.transact(({ db }) => db.membership.updateMany({ where: { userId }, data }));
  await set(approver.id, { maySend: false, mayApprove: true });
  await set(scene.operator.id, { maySend: false });
  const reviewId = await scene.submit(campaignId);
  await expect(scene.approve(campaignId, reviewId, approver)).rejects.toMatchObject({
    code: "campaign.nobody_may_send",
  });
  await set(scene.operator.id, { maySend: true });
  await scene.approve(campaignId, reviewId, approver);
  expect(await scene.campaign(campaignId)).toMatchObject({ state: "holding", startedById: scene.operator.id });
});

describe("an approval is bound to what was seen", () => {
  it("refuses a hash that is not the submitted one", async () => {
    const reviewId = await scene.submit(campaignId);
    const stale = scene.approve(campaignId, reviewId, scene.admin, "0".repeat(64));
    await expect(stale).rejects.toMatchObject({ code: "campaign.changed_since_review" });
    expect(await state()).toBe("in_review");
  });

  it("refuses when the content is another one, however it came to that", async () => {
    const reviewId = await scene.submit(campaignId);
    await scene.workspace.transact(({ db }) =>
      db.campaign.updateMany({ where: { id: campaignId }, data: { text: "Dışarıdan yazılmış" } }),
    );
    await expect(scene.approve(campaignId, reviewId)).rejects.toMatchObject({ code: "campaign.changed_since_review" });
  });

  it("locks the content: neither text nor list can be changed in review", async () => {
    await scene.submit(campaignId);
    await expect(scene.edit(campaignId, 1)).rejects.toMatchObject({ code: "campaign.wrong_state" });
    const remap = scene.workspace.transact((tx) =>
      mapImport(tx, { importId: scene.importId, delimiter: ";", hasHeader: false, phoneColumn: 1 }),
    );
    await expect(remap).rejects.toMatchObject({ code: "upload.in_use" });
  });

  it("an edit after a withdrawal needs a new submission; the old one is answered in vain", async () => {
    const reviewId = await scene.submit(campaignId);
    const seen = Buffer.from((await scene.review(reviewId)).contentHash).toString("hex");
    await scene.withdraw(campaignId, reviewId);
    await scene.edit(campaignId, 1);
    await expect(scene.approve(campaignId, reviewId, scene.admin, seen)).rejects.toMatchObject({
      code: "campaign.already_decided",
    });
    const next = await scene.submit(campaignId);
    await expect(scene.approve(campaignId, reviewId, scene.admin, seen)).rejects.toMatchObject({
      code: "campaign.already_decided",
    });
    await expect(scene.approve(campaignId, next, scene.admin, seen)).rejects.toMatchObject({
      code: "campaign.changed_since_review",
    });
    await scene.approve(campaignId, next);
    expect(await state()).toBe("holding");
  });

  it("taking it back voids the approval", async () => {
    const reviewId = await scene.submit(campaignId);
    await scene.approve(campaignId, reviewId);
    await scene.workspace.transact((tx) => undoCampaign(tx, { campaignId }), scene.operator.id);
    expect(await scene.campaign(campaignId)).toMatchObject({ state: "draft", reviewId: null, contentHash: null });
    expect(await scene.review(reviewId)).toMatchObject({ state: "withdrawn" });
    await expect(start()).rejects.toMatchObject({ code: "campaign.approval_required" });
  });
});
