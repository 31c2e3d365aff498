import { beforeEach, expect, it } from "vitest";
import { answerReview } from "#lib/domain/campaigns/commands/answer-review";
import { commentReview } from "#lib/domain/campaigns/commands/comment-review";
import { undoCampaign } from "#lib/domain/campaigns/commands/undo-campaign";
import { renderedTexts } from "#lib/domain/campaigns/review-example-queries";
import { readReview, sentBack, waitingReviews } from "#lib/domain/campaigns/review-queries";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";
import { authority, type ReviewScene, setReviewScene } from "./review.fixture.ts";

useTestDatabase();
withQueues();
let scene: ReviewScene;
let campaignId: string;

beforeEach(async () => {
  scene = await setReviewScene();
  campaignId = await scene.makeDraft("Merhaba {{Ad}}");
});

const read = (as = scene.admin) => scene.workspace.transact((tx) => readReview(tx, campaignId), as.id);

it("shows nothing before the first submission, and then what was submitted", async () => {
  expect(await read()).toBeNull();
  await scene.submit(campaignId);
  expect(await read()).toMatchObject({
    ...{ state: "waiting", isCurrent: true, people: 4, parts: 4, needsTwo: true, earlier: null, isOwn: false },
    ...{ senderName: "IHLAMUREV", submittedBy: scene.operator.name, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  expect(await read(scene.operator)).toMatchObject({ isOwn: true });
});

it("compares with the last approved text, and before there is one with the text submitted before", async () => {
  const first = await scene.submit(campaignId);
  await scene.workspace.transact(
    (tx) => answerReview(tx, { campaignId, reviewId: first, comment: "Kısaltın" }, "request_changes", authority),
    scene.admin.id,
  );
  await scene.edit(campaignId, 1, "Selam {{Ad}}");
  const second = await scene.submit(campaignId);
  expect(await read()).toMatchObject({ earlier: { kind: "previous", text: "Merhaba {{Ad}}" } });
  await scene.approve(campaignId, second);
  await scene.workspace.transact((tx) => undoCampaign(tx, { campaignId }), scene.operator.id);
  await scene.edit(campaignId, 2, "Günaydın {{Ad}}");
  await scene.submit(campaignId);
  const view = await read();
  expect(view).toMatchObject({ earlier: { kind: "approved", text: "Selam {{Ad}}" }, text: "Günaydın {{Ad}}" });
  expect(view?.comments.map(({ body, author }) => [author, body])).toEqual([[scene.admin.name, "Kısaltın"]]);
});

it("renders people of the list, the same ones every time, and the longest; nobody who is left out", async () => {
  const reviewId = await scene.submit(campaignId);
  await scene.workspace.transact(({ db, workspaceId }) =>
    db.suppression.create({ data: { workspaceId, msisdn: 905321234502n, reason: "opt_out", source: "sms" } }),
  );
  const look = () => scene.workspace.transact((tx) => renderedTexts(tx, campaignId, reviewId));
  const texts = await look();
  expect(texts?.random.map(({ body }) => body).toSorted()).toEqual(["Merhaba Ayşe", "Merhaba Can", "Merhaba Çağla"]);
  expect(texts?.longest?.body).toBe("Merhaba Çağla");
  expect(await look()).toEqual(texts);
});

it("lists what waits for whom", async () => {
  const waiting = (as: { id: string }) => scene.workspace.transact((tx) => waitingReviews(tx), as.id);
  const reviewId = await scene.submit(campaignId);
  expect(await waiting(scene.admin)).toEqual([expect.objectContaining({ by: scene.operator.name, people: 4 })]);
  expect(await waiting(scene.operator)).toEqual([]);
  await scene.workspace.transact(
    (tx) => answerReview(tx, { campaignId, reviewId, comment: "Kısaltın" }, "request_changes", authority),
    scene.admin.id,
  );
  expect(await waiting(scene.admin)).toEqual([]);
  expect(await scene.workspace.transact((tx) => sentBack(tx), scene.operator.id)).toHaveLength(1);
});

it("takes comments of members, and knows nothing of another workspace (R-030)", async () => {
  const reviewId = await scene.submit(campaignId);
  const input = { campaignId, reviewId, comment: "Fiyat doğru mu?" };
  await scene.workspace.transact((tx) => commentReview(tx, input), scene.operator.id);
  expect((await read())?.comments).toHaveLength(1);
  const other = await makeWorkspace();
  await expect(other.transact((tx) => commentReview(tx, input))).rejects.toMatchObject({ code: "campaign.not_found" });
  await expect(other.transact((tx) => readReview(tx, campaignId))).rejects.toMatchObject({
    code: "campaign.not_found",
  });
});
