import { beforeEach, describe, expect, it } from "vitest";
import { holdDraft } from "#lib/domain/campaigns/commands/hold-draft";
import { type ReviewScene, setReviewScene } from "#lib/domain/campaigns/review.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import type { TestPerson } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();
let scene: ReviewScene;
let campaignId: string;
beforeEach(async () => {
  scene = await setReviewScene();
  campaignId = await scene.makeDraft();
});

const hold = (by: TestPerson, take = false) =>
  scene.workspace.transact((tx) => holdDraft(tx, { campaignId, take }), by.id);

describe("holdDraft", () => {
  it("tells a second editor who writes, until that page is closed", async () => {
    expect(await hold(scene.operator)).toEqual({ heldBy: null });
    expect(await hold(scene.admin)).toEqual({ heldBy: scene.operator.name });
    expect(await hold(scene.operator)).toEqual({ heldBy: null });
    await scene.workspace.transact(
      ({ db }) => db.$executeRaw`UPDATE campaigns SET held_at = now() - interval '1 minute'`,
    );
    expect(await hold(scene.admin)).toEqual({ heldBy: null });
  });

  it("can be taken over, and then tells the first who has it", async () => {
    await hold(scene.operator);
    expect(await hold(scene.admin, true)).toEqual({ heldBy: null });
    expect(await hold(scene.operator)).toEqual({ heldBy: scene.admin.name });
  });

  it("knows no draft of another workspace", async () => {
    campaignId = newId();
    await expect(hold(scene.operator)).rejects.toMatchObject({ code: "campaign.not_found" });
  });
});
