import { beforeEach, describe, expect, it } from "vitest";
import { answerReview } from "#lib/domain/campaigns/commands/answer-review";
import { expireReview } from "#lib/domain/campaigns/commands/expire-review";
import { withdrawReview } from "#lib/domain/campaigns/commands/withdraw-review";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";
import { account, authority, type ReviewScene, setReviewScene } from "./review.fixture.ts";

useTestDatabase();
withQueues();
let scene: ReviewScene;
let campaignId: string;

beforeEach(async () => {
  scene = await setReviewScene();
  campaignId = await scene.makeDraft();
});

const state = async () => (await scene.campaign(campaignId)).state;
const answer = (reviewId: string, verdict: "reject" | "request_changes", comment: string, as = scene.admin) =>
  scene.workspace.transact((tx) => answerReview(tx, { campaignId, reviewId, comment }, verdict, authority), as.id);

describe("what goes wrong between submission and answer", () => {
  it("of approvals at the same moment one goes through", async () => {
    const reviewId = await scene.submit(campaignId);
    const other = await scene.workspace.join("admin");
    const approvers = [scene.admin, other, scene.workspace.person];
    const tries = await Promise.allSettled(approvers.map((as) => scene.approve(campaignId, reviewId, as)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of tries) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "campaign.already_decided" });
    }
  });

  it("of an approval and a rejection at the same moment one goes through", async () => {
    const reviewId = await scene.submit(campaignId);
    const tries = await Promise.allSettled([
      scene.approve(campaignId, reviewId),
      answer(reviewId, "reject", "Bu hafta değil", scene.workspace.person),
    ]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("R-038: an approver who was demoted or removed meanwhile approves nothing", async () => {
    const reviewId = await scene.submit(campaignId);
    const member = { userId: scene.admin.id };
    await scene.workspace.transact(({ db }) => db.membership.updateMany({ where: member, data: { role: "operator" } }));
    await expect(scene.approve(campaignId, reviewId)).rejects.toMatchObject({ code: "campaign.may_not_approve" });
    await expect(answer(reviewId, "reject", "Hayır")).rejects.toMatchObject({ code: "campaign.may_not_approve" });
    await scene.workspace.transact(({ db }) => db.membership.deleteMany({ where: member }));
    await expect(scene.approve(campaignId, reviewId)).rejects.toMatchObject({ code: "workspace.not_allowed" });
    expect(await state()).toBe("in_review");
  });

  it.each([
    ["the connection went away", { state: "needs_reconnect" as const }, "connection"],
    ["the permission to send went away", { scopes: ["account:read"] }, "permission"],
    ["the quota is gone", { account: account(2) }, "quota"],
  ])("is not approved when %s", async (_, data, line) => {
    const reviewId = await scene.submit(campaignId);
    await scene.workspace.transact(({ db }) => db.connection.updateMany({ data }));
    const refused = await scene.approve(campaignId, reviewId).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "campaign.preflight_red", detail: { checks: [line] } });
    expect(await state()).toBe("in_review");
  });

  it("is not approved while the workspace is halted", async () => {
    const reviewId = await scene.submit(campaignId);
    await scene.workspace.transact(({ db }) => db.workspace.updateMany({ data: { haltedAt: new Date() } }));
    await expect(scene.approve(campaignId, reviewId)).rejects.toMatchObject({ code: "workspace.halted" });
  });

  it("is a draft again when nobody answered in time, and its author is told", async () => {
    const reviewId = await scene.submit(campaignId);
    const expire = () => scene.workspace.transact((tx) => expireReview(tx, campaignId));
    await expect(expire()).rejects.toMatchObject({ code: "campaign.not_due" });
    await scene.workspace.transact(({ db }) => db.review.updateMany({ data: { expiresAt: new Date(0) } }));
    await expire();
    expect(await scene.campaign(campaignId)).toMatchObject({ state: "draft", reviewId: null });
    expect(await scene.review(reviewId)).toMatchObject({ state: "expired" });
    expect((await scene.jobs("mail.review")).filter(({ occasion }) => occasion === "expired")).toEqual([
      expect.objectContaining({ userId: scene.operator.id }),
    ]);
    await expect(scene.approve(campaignId, reviewId)).rejects.toMatchObject({ code: "campaign.already_decided" });
  });

  it("is withdrawn by its author or an admin, and by nobody else", async () => {
    const reviewId = await scene.submit(campaignId);
    const stranger = await scene.workspace.join("operator");
    await expect(scene.withdraw(campaignId, reviewId, stranger)).rejects.toMatchObject({ code: "campaign.not_author" });
    await scene.withdraw(campaignId, reviewId, scene.admin, true);
    expect(await state()).toBe("draft");
  });

  it("a change is asked for, and a campaign rejected, with words only", async () => {
    const reviewId = await scene.submit(campaignId);
    for (const verdict of ["request_changes", "reject"] as const) {
      await expect(answer(reviewId, verdict, "")).rejects.toMatchObject({ code: "campaign.comment_required" });
    }
    await answer(reviewId, "request_changes", "Fiyatı yazın");
    expect(await state()).toBe("changes_requested");
    await scene.edit(campaignId, 1);
    const next = await scene.submit(campaignId);
    await answer(next, "reject", "Vazgeçtik");
    expect(await state()).toBe("cancelled");
    const comments = await scene.workspace.transact(({ db }) => db.reviewComment.findMany({ orderBy: { id: "asc" } }));
    expect(comments.map(({ body }) => body)).toEqual(["Fiyatı yazın", "Vazgeçtik"]);
  });

  it("knows nothing of another workspace's submissions (R-030)", async () => {
    const reviewId = await scene.submit(campaignId);
    const check = await scene.check(campaignId);
    const other = await makeWorkspace();
    await expect(other.transact((tx) => withdrawReview(tx, { campaignId, reviewId }, true))).rejects.toMatchObject({
      code: "campaign.not_found",
    });
    expect(check.version).toBe(1);
    expect(await state()).toBe("in_review");
  });
});
