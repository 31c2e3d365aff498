import { afterEach, describe, expect, it } from "vitest";
import { cancelCampaign } from "#lib/domain/campaigns/commands/cancel-campaign";
import { pauseCampaign } from "#lib/domain/campaigns/commands/pause-campaign";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { eventually, FIRST_MSISDN, openTheatre, type Stage, setStage } from "../stage.fixture.ts";
import { loseLeases } from "../steps.fixture.ts";
import { killWorkers, startWorkerProcess, type WorkerProcess } from "../worker-process.fixture.ts";
import { type Closed, check, type Violation } from "./checker.ts";
import { historyOf } from "./history.fixture.ts";
import { type PlantName, plants } from "./plants.ts";

const theatre = openTheatre();
const HOOK = new URL("plant-hook.fixture.ts", import.meta.url).href;
const PEOPLE = 1_000;

afterEach(async () => {
  killWorkers();
  await theatre.owner().query("UPDATE campaigns SET state = 'cancelled'");
  await theatre.owner().query("UPDATE chunks SET state = 'settled', lease_until = NULL");
});

/** Starts a worker with a bug in it. */
type Start = (place?: string) => Promise<WorkerProcess>;

/** What is done to bring a bug out, and what the checker must say then. */
interface Case {
  readonly finds: Violation;
  provoke(start: Start, stage: Stage, campaignId: string): Promise<unknown>;
  /** Whether no call may begin after what was done. */
  readonly closes?: true;
}

const atLeast = (stage: Stage, count: number) =>
  theatre.sandbox().control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=${count}&wait_ms=20000`);

const cases: Record<PlantName, Case> = {
  "a call that is not written down": { finds: "not_written_ahead", provoke: (start) => start() },
  "a call without an answer goes out again": {
    finds: "duplicated",
    async provoke(start, stage) {
      await stage.switchOn({ kind: "reset", when: "after" });
      await start();
    },
  },
  "what a dead worker had under way goes out again": {
    finds: "duplicated",
    async provoke(start) {
      await (await start("answered")).exited;
      await start();
    },
  },
  "a call without an answer that is recorded late goes out again": {
    finds: "duplicated",
    async provoke(start, stage, campaignId) {
      await stage.switchOn({ kind: "reset", when: "after" });
      const frozen = await start("answered:1:freeze");
      await frozen.untilFrozen();
      // Nobody may be done with the campaign before it says what it knows.
      await stage.workspace.transact((tx) => pauseCampaign(tx, { campaignId }));
      await loseLeases(theatre, stage);
      frozen.kill("SIGCONT");
      await eventually("it is recorded", async () => (await stage.counts(campaignId)).unknown === undefined);
      await stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }));
    },
  },
  "a chunk without lease and fence": {
    finds: "duplicated",
    async provoke(start, stage) {
      // Long enough to wake up in, on a machine that is busy.
      await stage.switchOn({ kind: "slow", ms: 2_000 }, { times: null });
      const frozen = await start("claimed:1:freeze");
      await frozen.untilFrozen();
      await start();
      await atLeast(stage, 1);
      frozen.kill("SIGCONT");
    },
  },
  "a count that moves twice": {
    finds: "miscounted",
    async provoke(start, stage, campaignId) {
      await start();
      await stage.until(campaignId, ["completed"]);
    },
  },
  "an answer that is taken for more than it says": {
    finds: "lost",
    async provoke(start, stage) {
      await stage.switchOn({ kind: "reset" });
      await start();
    },
  },
  "a stop that is not looked at": {
    finds: "while_closed",
    async provoke(start, stage, campaignId) {
      // Long enough for the stop to come before the last call, on a machine that is busy.
      await stage.switchOn({ kind: "slow", ms: 500 }, { times: null });
      await start();
      await atLeast(stage, 1);
      await stage.workspace.transact((tx) => cancelCampaign(tx, { campaignId }));
    },
    closes: true,
  },
};

async function closedFromNow(): Promise<Closed> {
  const { rows } = await theatre.owner().query("SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms");
  return { from: rows[0]?.ms, until: Number.POSITIVE_INFINITY };
}

// A check must be seen to fail: each of these bugs could have been written, and is written into a worker's file as it is read.
describe("the harness finds", () => {
  it.each(Object.keys(plants) as PlantName[])("%s", async (plant) => {
    const { finds, provoke, closes } = cases[plant];
    const start: Start = (place) =>
      startWorkerProcess({
        ...{ NODE_OPTIONS: `--import=${HOOK}`, PLANT: plant },
        ...(place !== undefined && { FAILPOINTS: "on", FAILPOINT: place }),
      });
    const stage = await setStage(theatre);
    const id = await stage.makeCampaign({ people: PEOPLE });
    await provoke(start, stage, id);
    const closed = closes === undefined ? [] : [await closedFromNow()];
    const found = async () => {
      const campaign = { id, people: PEOPLE, first: FIRST_MSISDN };
      const { violations } = check(await historyOf(theatre, stage, campaign, { closed, suppressed: new Map() }));
      return violations.map(({ kind }) => kind);
    };
    await expect.poll(found, { timeout: 120_000, interval: 100 }).toContain(finds);
  });
});
