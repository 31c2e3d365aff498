import { afterAll, afterEach, describe, expect, it } from "vitest";
import { pauseCampaign } from "#lib/domain/campaigns/commands/pause-campaign";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import type { Failpoint } from "./failpoints.ts";
import { judge } from "./judge.fixture.ts";
import { seeded } from "./seed.fixture.ts";
import { eventually, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { loseLeases } from "./steps.fixture.ts";
import { killWorkers, startWorkerProcess, type WorkerProcess } from "./worker-process.fixture.ts";

const theatre = openTheatre();
const random = seeded();
afterEach(killWorkers);
afterAll(killWorkers);

const dying = (place: string) => startWorkerProcess({ FAILPOINTS: "on", FAILPOINT: place });

async function drain(stage: Stage, campaignId: string): Promise<void> {
  const worker = await startWorkerProcess();
  await stage.until(campaignId, ["completed"]);
  await worker.stop();
}

describe("R-100, R-102: a worker killed at a named place, and the next one", () => {
  /** After sending, one call's worth of people: with more, a call could be under way while the first reports come in. */
  const afterSending: readonly Failpoint[] = ["polled", "reports-applied"];
  const indeterminate: readonly Failpoint[] = ["attempt-committed", "answered"];
  const places: readonly Failpoint[] = [
    "copying",
    "copied",
    "claimed",
    "attempt-committed",
    "answered",
    "recorded",
    "polled",
    "reports-applied",
  ];

  it.each(places)("%s", async (place) => {
    const stage = await setStage(theatre);
    const people = afterSending.includes(place) ? 200 : 2_600;
    const campaignId = await stage.makeCampaign({ people });
    // At the first pass nothing else is under way: a worker begins with one call at a time.
    const pass = indeterminate.includes(place) ? 1 + Math.floor(random.next() * 3) : 1;
    const worker = await dying(`${place}:${pass}`);
    expect(await worker.exited).toEqual({ code: null, signal: "SIGKILL" });
    await drain(stage, campaignId);
    const counts = await judge(stage, theatre, campaignId, people);
    const sent = people - (counts.unknown ?? 0);
    expect(counts.delivered).toBe(sent);
    // Only what stood between the attempt and its record is open, and that at most once per chunk in hand.
    if (!indeterminate.includes(place)) expect(counts.unknown).toBeUndefined();
    else expect(counts.unknown).toBeGreaterThan(0);
  });

  it("dies while the provider has taken a call and its answer is on the way", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "hang", when: "after" }, { skip: 2 });
    const people = 2_600;
    const campaignId = await stage.makeCampaign({ people });
    const worker = await startWorkerProcess();
    await theatre.sandbox().control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=600&wait_ms=20000`);
    worker.kill("SIGKILL");
    await worker.exited;
    await stage.clearSwitches();
    await drain(stage, campaignId);
    const counts = await judge(stage, theatre, campaignId, people);
    expect(counts.unknown).toBeGreaterThanOrEqual(200);
    expect((counts.delivered ?? 0) + (counts.unknown ?? 0)).toBe(people);
  });

  it("dies again and again at moments of chance, with three campaigns under way", async () => {
    const stages = await Promise.all([setStage(theatre), setStage(theatre), setStage(theatre)]);
    const campaigns = await Promise.all(stages.map((stage) => stage.makeCampaign({ people: 1_500 })));
    for (const stage of stages) await stage.switchOn({ kind: "slow", ms: 25 }, { times: null });
    for (let life = 0; life < 5; life += 1) {
      const worker = await startWorkerProcess();
      await new Promise((resume) => setTimeout(resume, 50 + random.next() * 700));
      worker.kill("SIGKILL");
      await worker.exited;
    }
    const worker = await startWorkerProcess();
    for (const [at, stage] of stages.entries()) {
      await stage.until(campaigns[at] ?? "", ["completed"]);
      await judge(stage, theatre, campaigns[at] ?? "", 1_500);
    }
    await worker.stop();
  });
});

describe("R-105: several workers", () => {
  it("send one campaign together, nobody twice", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 20 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 8_000 });
    const workers = await Promise.all([startWorkerProcess(), startWorkerProcess(), startWorkerProcess()]);
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 8_000)).toEqual({ delivered: 8_000 });
    const { rows } = await theatre
      .owner()
      .query("SELECT count(DISTINCT fence)::int AS n FROM chunks WHERE campaign_id = $1", [campaignId]);
    expect(rows[0]?.n).toBeGreaterThan(0);
    await Promise.all(workers.map((worker) => worker.stop()));
  });

  it("one is frozen in a call, its lease runs out, and it wakes up late: it sends nothing more", async () => {
    const stage = await setStage(theatre);
    // Longer than it takes to freeze it, and shorter than its lease, which has to run out anyway.
    await stage.switchOn({ kind: "slow", ms: 2_000 }, { times: 1 });
    const campaignId = await stage.makeCampaign({ people: 900 });
    const frozen = await startWorkerProcess();
    await theatre.sandbox().control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=200&wait_ms=20000`);
    frozen.kill("SIGSTOP");
    const other = await startWorkerProcess();
    await eventually("the lease was taken over", async () => (await stage.counts(campaignId)).unknown === 200);
    await stage.until(campaignId, ["settling", "completed"]);
    const before = await stage.ledger();
    frozen.kill("SIGCONT");
    await stage.until(campaignId, ["completed"]);
    await Promise.all([frozen.stop(), other.stop()]);
    expect(await stage.ledger()).toHaveLength(before.length);
    const counts = await judge(stage, theatre, campaignId, 900);
    // Its call was given up meanwhile; whether the answer was still read depends on what it sees first when it wakes.
    expect((counts.delivered ?? 0) + (counts.unknown ?? 0)).toBe(900);
  });
});

describe("R-105: a worker that stands still before its call and beyond its lease", () => {
  it("says that it never made it when it wakes up: everybody gets it, and once", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 900 });
    const frozen = await dying("attempt-committed:1:freeze");
    await frozen.untilFrozen();
    await eventually("a call is written down", async () => {
      const started = "SELECT FROM dispatch_attempts WHERE workspace_id = $1 AND state = 'started'";
      return (await theatre.owner().query(started, [stage.workspace.id])).rowCount === 1;
    });
    // A campaign that ended meanwhile would stay so.
    await stage.workspace.transact((tx) => pauseCampaign(tx, { campaignId }));
    expect(await loseLeases(theatre, stage)).toMatchObject({ unknown: 200 });
    const other = await startWorkerProcess();
    frozen.kill("SIGCONT");
    await eventually("its people wait again", async () => (await stage.counts(campaignId)).unknown === undefined);
    await stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }));
    await stage.until(campaignId, ["completed"]);
    await Promise.all([frozen.stop(), other.stop()]);
    expect(await judge(stage, theatre, campaignId, 900)).toEqual({ delivered: 900 });
  });
});

describe("R-107: a worker that is held up between the record of a call and its first byte", () => {
  it("asks again whether it may: after a pause in that time no call is made, and everybody waits", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 300 });
    const frozen = await dying("attempt-committed:1:freeze");
    await frozen.untilFrozen();
    // As old as no permission gets, and younger than its lease.
    const open =
      "SELECT FROM dispatch_attempts WHERE workspace_id = $1 AND state = 'started' AND started_at < clock_timestamp() - $2::interval";
    const isHeldUp = async (age: string) =>
      (await theatre.owner().query(open, [stage.workspace.id, age])).rowCount === 1;
    await eventually("a call is written down", () => isHeldUp("0 s"));
    await stage.workspace.transact((tx) => pauseCampaign(tx, { campaignId }));
    await eventually("its permission is old", () => isHeldUp("600 ms"));
    frozen.kill("SIGCONT");
    await eventually("its call is taken back", async () => !(await isHeldUp("0 s")));
    await frozen.stop();
    expect(await stage.ledger()).toEqual([]);
    expect(await judge(stage, theatre, campaignId, 300)).toEqual({ pending: 300 });
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "user" });
  });
});

describe("R-108: a graceful stop", () => {
  async function rolling(stage: Stage, campaignId: string): Promise<WorkerProcess> {
    let worker = await startWorkerProcess();
    for (let deploy = 0; deploy < 3; deploy += 1) {
      const has = (await stage.ledger()).length;
      await theatre
        .sandbox()
        .control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=${has + 400}&wait_ms=20000`);
      const next = startWorkerProcess();
      worker.kill("SIGTERM");
      expect(await worker.exited).toEqual({ code: 0, signal: null });
      worker = await next;
    }
    await stage.until(campaignId, ["completed"]);
    return worker;
  }

  it("finishes what is under way, gives leases back, and leaves nothing unknown", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 60 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 6_000 });
    const worker = await rolling(stage, campaignId);
    expect(await judge(stage, theatre, campaignId, 6_000)).toEqual({ delivered: 6_000 });
    await worker.stop();
    const { rows } = await theatre
      .owner()
      .query("SELECT count(*)::int AS n FROM chunks WHERE workspace_id = $1 AND lease_until IS NOT NULL", [
        stage.workspace.id,
      ]);
    expect(rows).toEqual([{ n: 0 }]);
  });
});
