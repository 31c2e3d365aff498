import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { setDailyLimit } from "#lib/domain/instance/commands/set-daily-limit";
import { judge } from "./judge.fixture.ts";
import { eventually, noCallOpen, openTheatre, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
const DAY_MS = 24 * 60 * 60_000;
/** The hand on the clock of the worker; calls are written down by the clock of the database, which is today's. */
let now = new Date();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker({ clock: { now: () => now } });
});
afterAll(() => worker.stop());

describe("R-120: the daily cap of the workspace", () => {
  it("is never passed by several campaigns together, and the rest goes out the next day by itself", async () => {
    now = new Date();
    const stage = await setStage(theatre);
    await theatre.owner().query("UPDATE workspaces SET daily_cap = 730 WHERE id = $1", [stage.workspace.id]);
    const first = await stage.makeCampaign({ people: 600 });
    const second = await stage.makeCampaign({ people: 600, firstMsisdn: 905_310_000_000 });
    await stage.wake();
    await eventually("both rest or are done", async () => {
      const states = [(await stage.state(first)).state, (await stage.state(second)).state];
      return states.every((state) => ["paused", "settling", "completed"].includes(state));
    });
    await noCallOpen(theatre, stage);
    expect(await stage.ledger()).toHaveLength(730);
    await stage.wake();
    await noCallOpen(theatre, stage);
    expect(await stage.ledger()).toHaveLength(730);
    now = new Date(Date.now() + DAY_MS);
    await stage.until(first, ["completed"]);
    await stage.until(second, ["completed"]);
    expect(await stage.ledger()).toHaveLength(1_200);
  });
});

describe("R-120: people a cap counts", () => {
  it("are those who were taken before the provider refused the rest of a call, and not the rest", async () => {
    now = new Date();
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 10 });
    await stage.wake();
    await stage.until(campaignId, ["completed"]);
    // As a burst of single requests leaves it when its seventh meets a limit.
    const key = [stage.workspace.id];
    await theatre.owner().query("UPDATE dispatch_attempts SET http_status = 429 WHERE workspace_id = $1", key);
    await theatre.owner().query(
      `UPDATE messages SET state = 'pending' WHERE workspace_id = $1
         AND id IN (SELECT id FROM messages WHERE workspace_id = $1 ORDER BY id DESC LIMIT 4)`,
      key,
    );
    const { rows } = await theatre.owner().query(
      `SELECT people_called_since($1, now() - interval '1 day')::int AS all,
         people_called_by($1, $2, now() - interval '1 day')::int AS own`,
      [...key, stage.workspace.person.id],
    );
    expect(rows).toEqual([{ all: 6, own: 6 }]);
  });
});

describe("R-120: the limit of the operator", () => {
  it("pauses what runs at the limit of the workspace; it goes on when the limit is raised, and the next day by itself", async () => {
    now = new Date();
    const stage = await setStage(theatre);
    const limit = (people: number) =>
      stage.workspace.transact((tx) => setDailyLimit(tx, { limit: people, reason: "a complaint" }));
    await limit(0);
    const campaignId = await stage.makeCampaign({ people: 900 });
    const rests = async (people: number) => {
      await eventually(`paused at ${people}`, async () => {
        const { state, state_reason } = await stage.state(campaignId);
        return state === "paused" && state_reason === "instance_limit" && (await stage.ledger()).length === people;
      });
      await noCallOpen(theatre, stage);
      expect(await stage.ledger()).toHaveLength(people);
    };
    await stage.wake();
    await rests(0);
    await expect(stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }))).rejects.toMatchObject({
      code: "campaign.pause_remains",
    });
    await limit(630);
    await rests(630);
    now = new Date(Date.now() + DAY_MS);
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 900)).toEqual({ delivered: 900 });
  });
});
