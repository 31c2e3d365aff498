import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cancelCampaign } from "#lib/domain/campaigns/commands/cancel-campaign";
import { pauseCampaign } from "#lib/domain/campaigns/commands/pause-campaign";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { suspendWorkspace, unsuspendWorkspace } from "#lib/domain/instance/commands/suspend-workspace";
import { judge } from "./judge.fixture.ts";
import { seeded } from "./seed.fixture.ts";
import { eventually, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
const random = seeded();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const pause = (stage: Stage, campaignId: string) => stage.workspace.transact((tx) => pauseCampaign(tx, { campaignId }));
const resume = (stage: Stage, campaignId: string) =>
  stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }));
const cancel = (stage: Stage, campaignId: string) =>
  stage.workspace.transact((tx) => cancelCampaign(tx, { campaignId }));

async function atLeast(stage: Stage, count: number): Promise<void> {
  await theatre.sandbox().control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=${count}&wait_ms=10000`);
}

const noCallOpen = (stage: Stage) =>
  eventually("no call open", async () => {
    const { rowCount } = await theatre
      .owner()
      .query("SELECT FROM dispatch_attempts WHERE workspace_id = $1 AND state = 'started'", [stage.workspace.id]);
    return rowCount === 0;
  });

// what the operator of the instance closes sends nothing from the next claim on, and goes on where it stopped.
describe("R-038: a suspended workspace", () => {
  it("begins no call after it, loses nobody, and ends with everybody written to once", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 100 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 3_000 });
    await stage.wake();
    await atLeast(stage, 1);
    const reason = "a complaint of the provider";
    await stage.workspace.transact((tx) => suspendWorkspace(tx, { reason }));
    const suspendedAt = await theatre.owner().query("SELECT clock_timestamp() AS at");
    const attempts = async (where: string, ...values: unknown[]) => {
      const text = `SELECT count(*)::int AS n FROM dispatch_attempts WHERE workspace_id = $1 AND ${where}`;
      return (await theatre.owner().query(text, [stage.workspace.id, ...values])).rows[0]?.n;
    };
    await noCallOpen(stage);
    await stage.wake();
    expect(await attempts("started_at > $2", suspendedAt.rows[0]?.at)).toBe(0);
    const { pending } = await judge(stage, theatre, campaignId, 3_000);
    expect(pending).toBeGreaterThan(0);
    await stage.workspace.transact((tx) => unsuspendWorkspace(tx, { reason }));
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 3_000)).toEqual({ delivered: 3_000 });
  });
});

describe("R-107: pause and cancel while running", () => {
  it("starts no call later than a second after a pause, and goes on with exactly the rest", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 100 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 3_000 });
    await stage.wake();
    // Early enough for somebody to be left when the pause is written, also on a machine that is slow to write it.
    await atLeast(stage, 1 + Math.floor(random.next() * 700));
    await pause(stage, campaignId);
    const pausedAt = await theatre.owner().query("SELECT clock_timestamp() AS at");
    await noCallOpen(stage);
    const late = await theatre
      .owner()
      .query("SELECT count(*)::int AS n FROM dispatch_attempts WHERE workspace_id = $1 AND started_at > $2", [
        stage.workspace.id,
        pausedAt.rows[0]?.at,
      ]);
    expect(late.rows).toEqual([{ n: 0 }]);
    const { accepted = 0, delivered = 0, pending } = await judge(stage, theatre, campaignId, 3_000);
    // Of what was handed over first there may be reports already.
    expect(accepted + delivered).toBeGreaterThan(0);
    expect(pending).toBeGreaterThan(0);
    await resume(stage, campaignId);
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 3_000)).toEqual({ delivered: 3_000 });
  });

  it("cancels at any moment: what the ledger has is sent, the rest is cancelled", async () => {
    for (let round = 0; round < 4; round += 1) {
      const stage = await setStage(theatre);
      await stage.switchOn({ kind: "slow", ms: 20 }, { times: null });
      const campaignId = await stage.makeCampaign({ people: 3_000 });
      await stage.wake();
      await atLeast(stage, 1 + Math.floor(random.next() * 2_000));
      await cancel(stage, campaignId);
      await eventually("nothing pending", async () => (await stage.counts(campaignId)).pending === undefined);
      const counts = await judge(stage, theatre, campaignId, 3_000);
      expect(counts.unknown).toBeUndefined();
      expect((counts.accepted ?? 0) + (counts.delivered ?? 0)).toBe((await stage.ledger()).length);
    }
  });

  it("cancels a campaign that was being prepared, with every message accounted for", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 20_000 });
    await stage.wake();
    await eventually("preparation under way", async () => {
      const { rowCount } = await theatre.owner().query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
           AND (classid::bigint << 32 | objid::bigint) = hashtextextended('prepare ' || $1, 0)`,
        [campaignId],
      );
      return rowCount !== 0;
    });
    await cancel(stage, campaignId);
    await eventually("all cancelled", async () => {
      const counts = await stage.counts(campaignId);
      return counts.pending === undefined && counts.cancelled === 20_000;
    });
    expect(await judge(stage, theatre, campaignId, 20_000)).toEqual({ cancelled: 20_000 });
  });

  it("ends a pause that nobody ended within a week, of scaled time", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 500 });
    await stage.switchOn({ kind: "status", status: 402, code: "quota_exceeded" }, { skip: 1 });
    await stage.wake();
    await stage.until(campaignId, ["paused"]);
    await theatre
      .owner()
      .query("UPDATE campaigns SET updated_at = now() - interval '7 days' WHERE id = $1", [campaignId]);
    await stage.wake();
    await stage.until(campaignId, ["cancelled"]);
    await eventually("nothing pending", async () => (await stage.counts(campaignId)).pending === undefined);
    expect(await judge(stage, theatre, campaignId, 500)).toEqual(expect.objectContaining({ cancelled: 300 }));
  });
});

describe("R-112, R-015: quota and key", () => {
  it("stops at the quota and goes on with exactly the rest", async () => {
    const stage = await setStage(theatre, { quota: { limit: 730 } });
    const campaignId = await stage.makeCampaign({ people: 1_500 });
    await stage.wake();
    await stage.until(campaignId, ["paused"]);
    await eventually("no call open", async () => (await stage.counts(campaignId)).accepted === 730);
    expect(await judge(stage, theatre, campaignId, 1_500)).toEqual({ accepted: 730, pending: 770 });
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "quota" });
    await theatre.sandbox().control("PATCH", `/workspaces/${stage.remote}`, { quota: { limit: null } });
    await resume(stage, campaignId);
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 1_500)).toEqual({ delivered: 1_500 });
  });

  it("stops when the key is revoked at the provider, and goes on with a new one", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 20 }, { times: null });
    // The provider ends the key between two calls of fifteen, so no pace of ours can finish the campaign before it.
    const revoked = { kind: "status", status: 401, code: "invalid_api_key" };
    const skip = 1 + Math.floor(random.next() * 10);
    await stage.switchOn(revoked, { key: stage.fingerprint, skip, times: null });
    const campaignId = await stage.makeCampaign({ people: 3_000 });
    await stage.wake();
    await stage.until(campaignId, ["paused"]);
    await theatre.sandbox().control("POST", `/keys/${stage.fingerprint}/revoke`);
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "connection" });
    await expect(resume(stage, campaignId)).rejects.toMatchObject({ code: "campaign.pause_remains" });
    await noCallOpen(stage);
    const counts = await judge(stage, theatre, campaignId, 3_000);
    expect(counts.failed).toBeUndefined();
    expect(await stage.ledger()).toHaveLength(skip * 200);
    await stage.reconnect();
    await resume(stage, campaignId);
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 3_000)).toEqual({ delivered: 3_000 });
  });

  it("makes no call with a key that does not open at its place", async () => {
    const stage = await setStage(theatre);
    const other = await setStage(theatre);
    await theatre
      .owner()
      .query("UPDATE connections SET key_sealed = (SELECT key_sealed FROM connections WHERE id = $2) WHERE id = $1", [
        stage.connectionId,
        other.connectionId,
      ]);
    const campaignId = await stage.makeCampaign({ people: 10 });
    await stage.wake();
    await stage.until(campaignId, ["paused"]);
    expect(await stage.ledger()).toEqual([]);
    expect(await judge(stage, theatre, campaignId, 10)).toEqual({ pending: 10 });
  });
});
