import { beforeEach, describe, expect, it } from "vitest";
import { cancelCampaign } from "#lib/domain/campaigns/commands/cancel-campaign";
import { saveDraft } from "#lib/domain/campaigns/commands/save-draft";
import { startCampaign } from "#lib/domain/campaigns/commands/start-campaign";
import { startScheduled } from "#lib/domain/campaigns/commands/start-scheduled";
import { undoCampaign } from "#lib/domain/campaigns/commands/undo-campaign";
import { unscheduleCampaign } from "#lib/domain/campaigns/commands/unschedule-campaign";
import { readDraft } from "#lib/domain/campaigns/draft-queries";
import { type ReviewScene, setReviewScene } from "#lib/domain/campaigns/review.fixture";
import { writeStartTime } from "#lib/domain/campaigns/start-time";
import { nextSendMs } from "#lib/domain/campaigns/work-queries";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
let scene: ReviewScene;
beforeEach(async () => {
  scene = await setReviewScene();
  // The draft of the scene goes to four people; what lies below the threshold may be sent alone.
  await scene.workspace.transact(({ db, workspaceId }) =>
    db.workspace.update({ where: { id: workspaceId }, data: { approvalPeople: 10 } }),
  );
});

const DAY_MS = 24 * 60 * 60_000;
const zone = "Europe/Istanbul";
/** Counted from one moment, so that two starts on a day are on the same one at midnight too. */
const begun = Date.now();
const inDays = (days: number) => writeStartTime({ at: new Date(begun + days * DAY_MS), zone });
const save = (campaignId: string, version: number, start: string | null) =>
  scene.workspace.transact((tx) => saveDraft(tx, { campaignId, version, start }));
const setStart = (campaignId: string, secondsFromNow: number) =>
  scene.workspace.transact(
    ({ db }) =>
      db.$executeRaw`UPDATE campaigns SET start_at = now() + ${secondsFromNow}::float8 * interval '1 second', start_zone = ${zone}
        WHERE id = ${campaignId}::uuid`,
  );

async function schedule(days = 2): Promise<string> {
  const campaignId = await scene.makeDraft();
  await save(campaignId, 1, inDays(days));
  await send(campaignId);
  return campaignId;
}

async function send(campaignId: string) {
  const check = await scene.check(campaignId);
  return scene.workspace.transact((tx) => startCampaign(tx, { campaignId, version: check.version }, check));
}

describe("a start in the draft", () => {
  it("is kept as an instant with the zone it was chosen by, and read back as it was written", async () => {
    const campaignId = await scene.makeDraft();
    await save(campaignId, 1, "2030-01-15T14:30[Europe/Istanbul]");
    const { startAt, startZone } = await scene.campaign(campaignId);
    expect([startAt, startZone]).toEqual([new Date("2030-01-15T11:30:00Z"), "Europe/Istanbul"]);
    const draft = await scene.workspace.transact((tx) => readDraft(tx, campaignId));
    expect(draft.start).toBe("2030-01-15T14:30[Europe/Istanbul]");
  });

  it("is refused in an hour that the clocks skip, and nothing of the edit is kept (R-116)", async () => {
    const campaignId = await scene.makeDraft();
    await expect(save(campaignId, 1, "2030-03-31T02:30[Europe/Berlin]")).rejects.toMatchObject({
      code: "campaign.time_skipped",
    });
    expect(await scene.campaign(campaignId)).toMatchObject({ version: 1, startAt: null });
  });

  it("that has passed is a red line, and cannot be sent or submitted", async () => {
    const campaignId = await scene.makeDraft();
    await setStart(campaignId, -60);
    expect(await scene.check(campaignId)).toMatchObject({ level: "red", reds: ["start"] });
    await expect(send(campaignId)).rejects.toMatchObject({ code: "campaign.preflight_red" });
    await expect(scene.submit(campaignId)).rejects.toMatchObject({ code: "campaign.preflight_red" });
  });
});

describe("a scheduled campaign", () => {
  it("waits for its instant, and starts neither early nor twice", async () => {
    const campaignId = await schedule();
    const row = await scene.campaign(campaignId);
    expect(row).toMatchObject({ state: "scheduled", people: 4, holdUntil: row.startAt });
    const start = () => scene.workspace.transact((tx) => startScheduled(tx, campaignId));
    await expect(start()).rejects.toMatchObject({ code: "campaign.not_due" });
    const ms = await scene.workspace.sql((sql) => nextSendMs(sql));
    expect(ms).toBeGreaterThan(1.9 * DAY_MS);
    await setStart(campaignId, -1);
    await start();
    expect(await scene.campaign(campaignId)).toMatchObject({ state: "preparing" });
    await expect(start()).rejects.toMatchObject({ code: "campaign.wrong_state" });
  });

  it("is a draft again when it is taken back, with its time kept, and can be sent anew", async () => {
    const campaignId = await schedule();
    await scene.workspace.transact((tx) => unscheduleCampaign(tx, { campaignId }));
    const row = await scene.campaign(campaignId);
    expect(row).toMatchObject({ state: "draft", contentHash: null, startedById: null });
    expect(row.startAt).not.toBeNull();
    await send(campaignId);
    expect(await scene.campaign(campaignId)).toMatchObject({ state: "scheduled" });
  });

  it("cannot be taken back once its instant is there", async () => {
    const campaignId = await schedule();
    await setStart(campaignId, -1);
    await expect(scene.workspace.transact((tx) => unscheduleCampaign(tx, { campaignId }))).rejects.toMatchObject({
      code: "campaign.already_started",
    });
  });

  it("is cancelled for good", async () => {
    const campaignId = await schedule();
    await scene.workspace.transact((tx) => cancelCampaign(tx, { campaignId }));
    expect(await scene.campaign(campaignId)).toMatchObject({ state: "cancelled" });
    await setStart(campaignId, -1);
    await expect(scene.workspace.transact((tx) => startScheduled(tx, campaignId))).rejects.toMatchObject({
      code: "campaign.wrong_state",
    });
  });

  it("counts against the daily cap of the day it starts on, and of no other", async () => {
    const cap = (dailyCap: number) =>
      scene.workspace.transact(({ db, workspaceId }) =>
        db.workspace.update({ where: { id: workspaceId }, data: { dailyCap } }),
      );
    await cap(5);
    await schedule(2);
    // Four of five are promised to the day after tomorrow: a second campaign has room tomorrow and not then.
    await expect(schedule(2)).rejects.toMatchObject({ code: "campaign.preflight_red" });
    const tomorrow = await schedule(1);
    expect(await scene.campaign(tomorrow)).toMatchObject({ state: "scheduled" });
  });
});

describe("a send that waits in its undo window", () => {
  it("is taken back until the window is over, and not after it", async () => {
    const campaignId = await scene.makeDraft();
    await send(campaignId);
    const windowEnds = (seconds: number) =>
      scene.workspace.transact(
        ({ db }) =>
          db.$executeRaw`UPDATE campaigns SET hold_until = now() + ${seconds}::float8 * interval '1 second' WHERE id = ${campaignId}::uuid`,
      );
    const undo = () => scene.workspace.transact((tx) => undoCampaign(tx, { campaignId }));
    await windowEnds(-1);
    await expect(undo()).rejects.toMatchObject({ code: "campaign.undo_closed" });
    await windowEnds(60);
    await undo();
    expect(await scene.campaign(campaignId)).toMatchObject({ state: "draft", holdUntil: null });
  });

  it("is not begun while all sending is stopped, or the workspace is suspended: neither sent nor approved nor scheduled", async () => {
    const [sent, submitted, later] = [await scene.makeDraft(), await scene.makeDraft(), await scene.makeDraft()];
    const reviewId = await scene.submit(submitted);
    await save(later, 1, inDays(2));
    for (const [stopped, code] of [
      ["haltedAt", "workspace.halted"],
      ["suspendedAt", "workspace.suspended"],
    ] as const) {
      const stop = (at: Date | null) =>
        scene.workspace.transact(({ db, workspaceId }) =>
          db.workspace.update({ where: { id: workspaceId }, data: { [stopped]: at } }),
        );
      await stop(new Date());
      for (const begin of [() => send(sent), () => scene.approve(submitted, reviewId), () => send(later)]) {
        await expect(begin()).rejects.toMatchObject({ code });
      }
      await stop(null);
    }
    expect(await scene.campaign(sent)).toMatchObject({ state: "draft" });
    expect(await scene.campaign(submitted)).toMatchObject({ state: "in_review" });
  });
});

describe("approval and a start", () => {
  it("an approved campaign waits for its start, and taking it back voids the approval", async () => {
    const campaignId = await scene.makeDraft();
    await save(campaignId, 1, inDays(2));
    const reviewId = await scene.submit(campaignId);
    const { result } = await scene.approve(campaignId, reviewId);
    expect(result.state).toBe("scheduled");
    await scene.workspace.transact((tx) => unscheduleCampaign(tx, { campaignId }));
    expect(await scene.campaign(campaignId)).toMatchObject({ state: "draft", reviewId: null, contentHash: null });
    expect(await scene.review(reviewId)).toMatchObject({ state: "withdrawn" });
  });

  it("a submission expires when its start passes, and cannot be approved after it", async () => {
    const campaignId = await scene.makeDraft();
    await save(campaignId, 1, inDays(2));
    const reviewId = await scene.submit(campaignId);
    const { startAt } = await scene.campaign(campaignId);
    expect((await scene.review(reviewId)).expiresAt).toEqual(startAt);
    await setStart(campaignId, -1);
    await expect(scene.approve(campaignId, reviewId)).rejects.toMatchObject({ code: "campaign.start_passed" });
  });

  it("the approver's hash binds the start: another time is another hash", async () => {
    const campaignId = await scene.makeDraft();
    await save(campaignId, 1, inDays(2));
    const reviewId = await scene.submit(campaignId);
    await setStart(campaignId, 3 * 24 * 3_600);
    await expect(scene.approve(campaignId, reviewId)).rejects.toMatchObject({ code: "campaign.changed_since_review" });
  });
});
