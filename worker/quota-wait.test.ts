import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { waitForQuota } from "#lib/domain/campaigns/commands/wait-for-quota";
import { policySteps } from "#lib/domain/campaigns/policy-step-queries";
import { quotaWait } from "#lib/domain/campaigns/quota-wait-queries";
import { addConnection, nameSecond } from "./company-stage.fixture.ts";
import { judge } from "./judge.fixture.ts";
import { eventually, noCallOpen, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

// what stopped for want of quota goes on by itself where somebody chose that, with exactly the rest, once there is
// enough for everybody who waits.

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const quotaIs = ({ remote }: Stage, limit: number | null) =>
  theatre.sandbox().control("PATCH", `/workspaces/${remote}`, { quota: { limit } });
const choose = (stage: Stage, campaignId: string, waits: boolean) =>
  stage.workspace.transact((tx) => waitForQuota(tx, { campaignId, waits }));
const chosenBefore = (stage: Stage, campaignId: string) =>
  theatre
    .owner()
    .query("UPDATE campaigns SET waits_for_quota = true, state = 'preparing' WHERE workspace_id = $1 AND id = $2", [
      stage.workspace.id,
      campaignId,
    ]);
/** Whether the provider was asked for the quota after the campaign stopped, or since another moment. */
const askedSince = async ({ connectionId }: Stage, since: Date) => {
  const { rows } = await theatre
    .owner()
    .query<{ at: Date | null }>("SELECT account_at AS at FROM connections WHERE id = $1", [connectionId]);
  return rows[0]?.at != null && rows[0].at > since;
};
/**
 * Has the provider asked about the quota and sees that the campaign does not go on by what it says. Both are looked at: the
 * worker may go on before the steps are read here, and it may come to that only later.
 */
async function staysWaiting(stage: Stage, campaignId: string, since: Date): Promise<void> {
  const text = "SELECT updated_at FROM campaigns WHERE id = $1";
  const { rows: before } = await theatre.owner().query(text, [campaignId]);
  await eventually("asked", () => askedSince(stage, since));
  expect(await stage.workspace.sql((sql) => policySteps(sql, new Date()))).toEqual([]);
  expect((await theatre.owner().query(text, [campaignId])).rows).toEqual(before);
}
async function stopsShort(stage: Stage, campaignId: string, sent: number): Promise<void> {
  await stage.wake();
  await stage.until(campaignId, ["paused"]);
  await noCallOpen(theatre, stage);
  await eventually(
    "as many as there was quota for",
    async () => ((await stage.counts(campaignId)).accepted ?? 0) === sent,
  );
  expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "quota" });
}

describe("a campaign that stopped for want of quota", () => {
  it("waits for enough for all the rest, and goes on with exactly them", async () => {
    const stage = await setStage(theatre, { quota: { limit: 230 } });
    const campaignId = await stage.makeCampaign({ people: 500 });
    await stopsShort(stage, campaignId, 230);
    await choose(stage, campaignId, true);
    await quotaIs(stage, 499);
    await staysWaiting(stage, campaignId, new Date());
    expect(await stage.workspace.transact((tx) => quotaWait(tx, campaignId))).toEqual({ waits: true, mayWait: true });
    expect(await stage.ledger()).toHaveLength(230);

    await quotaIs(stage, 500);
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 500)).toEqual({ delivered: 500 });
  });

  it("stands still without the choice, however much quota there is", async () => {
    const stage = await setStage(theatre, { quota: { limit: 0 } });
    const campaignId = await stage.makeCampaign({ people: 10 });
    await stopsShort(stage, campaignId, 0);
    await choose(stage, campaignId, true);
    await choose(stage, campaignId, false);
    // Somebody who looks at a page has the provider asked as well.
    await quotaIs(stage, null);
    const plan = { name: "Büyük", status: "active", renewsAt: null };
    const unlimited = { plan, quota: { limit: null, used: 0, remaining: null, periodEnd: null } };
    await stage.workspace.transact(({ db }) =>
      db.connection.updateMany({ data: { account: unlimited, accountAt: new Date() } }),
    );
    expect(await stage.workspace.sql((sql) => policySteps(sql, new Date()))).toEqual([]);
    await choose(stage, campaignId, true);
    await stage.until(campaignId, ["completed"]);
  });

  it("waits on when its plan ended, whatever quota is left of it", async () => {
    const stage = await setStage(theatre, { quota: { limit: 0 } });
    const campaignId = await stage.makeCampaign({ people: 10 });
    await stopsShort(stage, campaignId, 0);
    await theatre.sandbox().control("PATCH", `/workspaces/${stage.remote}`, { plan: null, quota: { limit: null } });
    const since = new Date();
    await choose(stage, campaignId, true);
    await staysWaiting(stage, campaignId, since);
  });

  it.each([false, true])(
    "waits with nobody written to when it was sent short of quota, with a second connection: %s",
    async (hasSecond) => {
      const stage = await setStage(theatre, { quota: { limit: 50 } });
      // What the page knew when it was sent, an hour ago.
      const account = { plan: null, quota: { limit: 50, used: 0, remaining: 50, periodEnd: null }, upgradeUrl: null };
      await stage.workspace.transact(({ db }) =>
        db.connection.updateMany({
          where: { id: stage.connectionId },
          data: { account, accountAt: new Date(Date.now() - 3_600_000) },
        }),
      );
      const campaignId = await stage.makeCampaign({ people: 60, state: "holding" });
      if (hasSecond) await nameSecond(theatre, stage, await addConnection(theatre, stage, "turkeysms"), campaignId);
      await chosenBefore(stage, campaignId);
      await stage.wake();
      await stage.until(campaignId, ["paused"]);
      expect(await stage.counts(campaignId)).toEqual({ pending: 60 });
      await quotaIs(stage, 60);
      await stage.until(campaignId, ["completed"]);
      expect(await judge(stage, theatre, campaignId, 60)).toEqual({ delivered: 60 });
    },
  );

  it("does not count on what others of the connection are about to send", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 2_000 }, { times: null });
    const others = await stage.makeCampaign({ people: 3_000, firstMsisdn: 905_310_000_000 });
    await stage.wake();
    await eventually("under way", async () => (await stage.state(others)).state === "sending");
    const plan = { name: "Büyük", status: "active", renewsAt: null };
    const quota = { limit: 3_000, used: 0, remaining: 3_000, periodEnd: null };
    const account = { plan, quota, upgradeUrl: null };
    await stage.workspace.transact(({ db }) => db.connection.updateMany({ data: { account, accountAt: new Date() } }));
    const campaignId = await stage.makeCampaign({ people: 2_000 });
    await stage.wake();
    await stage.until(campaignId, ["paused"]);
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "quota" });
    expect(await stage.counts(campaignId)).toEqual({ pending: 2_000 });
    // Nor does waiting for it, on the quota that was told since.
    await theatre
      .owner()
      .query(
        "UPDATE campaigns SET waits_for_quota = true, updated_at = updated_at - interval '1 minute' WHERE id = $1",
        [campaignId],
      );
    expect(await stage.workspace.sql((sql) => policySteps(sql, new Date()))).toEqual([]);
    await stage.clearSwitches();
  });

  it("chooses only while that is why it stands still, and not for another workspace", async () => {
    const stage = await setStage(theatre);
    const other = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 1, state: "holding" });
    await expect(choose(stage, campaignId, true)).rejects.toMatchObject({ code: "campaign.wrong_state" });
    await expect(choose(other, campaignId, true)).rejects.toMatchObject({ code: "campaign.not_found" });
    expect(await stage.workspace.transact((tx) => quotaWait(tx, campaignId))).toBeNull();
  });
});
