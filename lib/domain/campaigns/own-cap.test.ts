import { expect, it } from "vitest";
import { checkCampaign } from "#lib/domain/campaigns/checkup-queries";
import { startCampaign } from "#lib/domain/campaigns/commands/start-campaign";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";
import { setReviewScene } from "./review.fixture.ts";

useTestDatabase();
withQueues();

it("says before the start what the own daily cap of the sender will refuse (R-120)", async () => {
  const scene = await setReviewScene();
  const { workspace, operator } = scene;
  const by = { userId: operator.id, maySend: true };
  const threshold = (approvalPeople: number | null) =>
    workspace.transact(({ db }) => db.workspace.updateMany({ data: { approvalPeople } }));
  const capAt = (dailyCap: number) =>
    workspace.transact(({ db }) => db.membership.updateMany({ where: { userId: operator.id }, data: { dailyCap } }));
  const ownCap = async (id: string, who: typeof by | null = by) => {
    const checkup = await workspace.sql((sql) => checkCampaign(sql, id, id, who));
    const { level, reason, detail } = checkup?.checks.find(({ code }) => code === "own_cap") ?? {};
    return { level, reason, detail };
  };
  const start = async (campaignId: string) => {
    const check = await scene.check(campaignId);
    return workspace.transact((tx) => startCampaign(tx, { campaignId, version: check.version }, check), operator.id);
  };

  await threshold(null);
  const [first, second] = [await scene.makeDraft("Önceki"), await scene.makeDraft("Sonraki")];
  expect(await ownCap(first)).toMatchObject({ level: "green", reason: "none" });
  await capAt(7);
  expect(await ownCap(first)).toEqual({ level: "green", reason: "fits", detail: { limit: 7, free: 7 } });
  await start(first);
  const detail = { people: 4, limit: 7, free: 3 };
  expect(await ownCap(second)).toEqual({ level: "red", reason: "over", detail });
  await expect(start(second)).rejects.toMatchObject({ code: "campaign.over_cap" });

  // Above the threshold an approver sends it, and who may not send at all never sends in the own name.
  await threshold(3);
  expect(await ownCap(second)).toEqual({ level: "amber", reason: "over_alone", detail });
  expect(await ownCap(second, { ...by, maySend: false })).toMatchObject({ level: "green", reason: "none" });
  // A submission is checked for nobody: it is not refused because of a cap that is not the sender's.
  expect((await scene.check(second)).reds).toEqual([]);
});
