import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cancelCampaign } from "#lib/domain/campaigns/commands/cancel-campaign";
import { pauseCampaign } from "#lib/domain/campaigns/commands/pause-campaign";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { startCampaign } from "#lib/domain/campaigns/commands/start-campaign";
import { undoCampaign } from "#lib/domain/campaigns/commands/undo-campaign";
import { checkForStart } from "#lib/domain/campaigns/start-queries";
import { eventually, judge, openTheatre, type Stage, seeded, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
const random = seeded();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

/** Presses send, as the action does: a check by the server, then the change. */
async function send(stage: Stage, campaignId: string, version = 1) {
  const check = await stage.workspace.sql((sql) => checkForStart(sql, campaignId));
  return stage.workspace.transact((tx) => startCampaign(tx, { campaignId, version }, check));
}

const pause = (stage: Stage, campaignId: string) => stage.workspace.transact((tx) => pauseCampaign(tx, { campaignId }));
const resume = (stage: Stage, campaignId: string) =>
  stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }));
const cancel = (stage: Stage, campaignId: string) =>
  stage.workspace.transact((tx) => cancelCampaign(tx, { campaignId }));

async function atLeast(stage: Stage, count: number): Promise<void> {
  await theatre.sandbox().control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=${count}&wait_ms=10000`);
}

describe("starting", () => {
  it("sends once when two browsers press send on the same draft", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 300, state: "draft" });
    const presses = await Promise.allSettled(Array.from({ length: 4 }, () => send(stage, campaignId)));
    expect(presses.filter((press) => press.status === "fulfilled")).toHaveLength(1);
    for (const press of presses) {
      if (press.status === "rejected") expect(press.reason).toMatchObject({ code: "campaign.already_started" });
    }
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 300)).toEqual({ delivered: 300 });
  });

  it("refuses an older version, and what the check paints red", async () => {
    const stage = await setStage(theatre);
    const stale = await stage.makeCampaign({ people: 3, state: "draft" });
    await expect(send(stage, stale, 2)).rejects.toMatchObject({ code: "campaign.stale" });
    const red = await stage.makeCampaign({ people: 3, state: "draft", kind: "commercial" });
    await expect(send(stage, red)).rejects.toMatchObject({ code: "campaign.preflight_red" });
    expect(await stage.state(red)).toEqual({ state: "draft", state_reason: null });
  });

  it("takes back within the undo window, and nothing went out", async () => {
    const stage = await setStage(theatre);
    await theatre.owner().query("UPDATE workspaces SET undo_seconds = 600 WHERE id = $1", [stage.workspace.id]);
    const campaignId = await stage.makeCampaign({ people: 5, state: "draft" });
    await send(stage, campaignId);
    await stage.workspace.transact((tx) => undoCampaign(tx, { campaignId }));
    expect(await stage.state(campaignId)).toEqual({ state: "draft", state_reason: null });
    await theatre.owner().query("UPDATE workspaces SET undo_seconds = 0 WHERE id = $1", [stage.workspace.id]);
    await send(stage, campaignId);
    await stage.until(campaignId, ["completed"]);
    await expect(stage.workspace.transact((tx) => undoCampaign(tx, { campaignId }))).rejects.toMatchObject({
      code: "campaign.wrong_state",
    });
    expect(await judge(stage, theatre, campaignId, 5)).toEqual({ delivered: 5 });
  });

  it("holds a member to the daily cap", async () => {
    const stage = await setStage(theatre);
    await theatre.owner().query("UPDATE memberships SET daily_cap = 10 WHERE workspace_id = $1", [stage.workspace.id]);
    const first = await stage.makeCampaign({ people: 6, state: "draft" });
    await send(stage, first);
    const second = await stage.makeCampaign({ people: 5, state: "draft", firstMsisdn: 905_310_000_000 });
    await expect(send(stage, second)).rejects.toMatchObject({ code: "campaign.over_cap" });
  });

  it("fails without a call when nobody can be sent to", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 4, kind: "commercial" });
    await stage.wake();
    await stage.until(campaignId, ["failed"]);
    expect(await judge(stage, theatre, campaignId, 4)).toEqual({ skipped: 4 });
    expect(await stage.ledger()).toEqual([]);
  });
});

describe("R-130, R-131: law and wish of the recipient", () => {
  it("leaves out who is suppressed or has not agreed, when prepared and again before each call", async () => {
    const stage = await setStage(theatre);
    const { id } = stage.workspace;
    const owner = theatre.owner();
    await owner.query(
      `INSERT INTO consents (workspace_id, msisdn, status, source, proof, given_at)
       SELECT $1, 905300000000 + n, CASE WHEN n = 7 THEN 'refused' ELSE 'granted' END::consent_status, 'test', 'test', now()
       FROM generate_series(1, 590) AS n`,
      [id],
    );
    await owner.query(
      "INSERT INTO suppressions (workspace_id, msisdn, reason, source) VALUES ($1, 905300000001, 'opt_out', 'test')",
      [id],
    );
    await owner.query("UPDATE connections SET not_before = now() + interval '1 hour' WHERE workspace_id = $1", [id]);
    const campaignId = await stage.makeCampaign({ people: 600, kind: "commercial" });
    await stage.wake();
    await stage.until(campaignId, ["sending"]);
    expect(await stage.counts(campaignId)).toEqual({ pending: 588, skipped: 12 });
    // Between preparation and call: one opts out, one takes the consent back.
    await owner.query(
      "INSERT INTO suppressions (workspace_id, msisdn, reason, source) VALUES ($1, 905300000300, 'opt_out', 'test')",
      [id],
    );
    await owner.query("UPDATE consents SET status = 'refused' WHERE workspace_id = $1 AND msisdn = 905300000301", [id]);
    await owner.query("UPDATE connections SET not_before = NULL WHERE workspace_id = $1", [id]);
    await stage.wake();
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 600)).toEqual({ delivered: 586, skipped: 14 });
    const { rows } = await owner.query(
      "SELECT reason, count(*)::int AS n FROM messages WHERE workspace_id = $1 AND state = 'skipped' GROUP BY 1 ORDER BY 1",
      [id],
    );
    expect(rows).toEqual([
      { reason: "no_consent", n: 12 },
      { reason: "suppressed", n: 2 },
    ]);
  });

  it("leaves out a person whose text can't be written, or became too long", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 3, text: "Merhaba {{Ad}}", state: "draft" });
    const owner = theatre.owner();
    const cell = "UPDATE import_recipients SET cells[2] = $2 WHERE workspace_id = $1 AND msisdn = $3";
    await owner.query(cell, [stage.workspace.id, "", 905_300_000_001]);
    await owner.query(cell, [stage.workspace.id, "a".repeat(1_600), 905_300_000_002]);
    await owner.query(
      "UPDATE campaigns SET state = 'preparing', sender_name = 'MAGAZA', import_reading = 1 WHERE id = $1",
      [campaignId],
    );
    await stage.wake();
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 3)).toEqual({ delivered: 1, skipped: 2 });
  });
});

describe("R-107: pause and cancel while running", () => {
  it("starts no call later than a second after a pause, and goes on with exactly the rest", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 30 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 3_000 });
    await stage.wake();
    await atLeast(stage, 1 + Math.floor(random.next() * 1_500));
    await pause(stage, campaignId);
    const pausedAt = await theatre.owner().query("SELECT clock_timestamp() AS at");
    await eventually("no call open", async () => {
      const { rows } = await theatre
        .owner()
        .query("SELECT count(*)::int AS n FROM dispatch_attempts WHERE workspace_id = $1 AND state = 'started'", [
          stage.workspace.id,
        ]);
      return rows[0]?.n === 0;
    });
    const late = await theatre
      .owner()
      .query("SELECT count(*)::int AS n FROM dispatch_attempts WHERE workspace_id = $1 AND started_at > $2", [
        stage.workspace.id,
        pausedAt.rows[0]?.at,
      ]);
    expect(late.rows).toEqual([{ n: 0 }]);
    const { accepted, pending } = await judge(stage, theatre, campaignId, 3_000);
    expect(accepted).toBeGreaterThan(0);
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
    const campaignId = await stage.makeCampaign({ people: 3_000 });
    await stage.wake();
    await atLeast(stage, 1 + Math.floor(random.next() * 2_000));
    await theatre.sandbox().control("POST", `/keys/${stage.fingerprint}/revoke`);
    await stage.until(campaignId, ["paused"]);
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "connection" });
    await expect(resume(stage, campaignId)).rejects.toMatchObject({ code: "campaign.pause_remains" });
    const counts = await judge(stage, theatre, campaignId, 3_000);
    expect(counts.failed).toBeUndefined();
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
