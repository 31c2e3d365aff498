import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LONGEST_PAUSE_MS } from "#lib/domain/campaigns/commands/give-up-campaign";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { dueSteps } from "#lib/domain/campaigns/work-queries";
import { turnProviderOff, turnProviderOn } from "#lib/domain/instance/commands/switch-provider";
import { haltSending } from "#lib/domain/workspaces/commands/halt-sending";
import { resumeSending } from "#lib/domain/workspaces/commands/resume-sending";
import { accountJob } from "#lib/gate/job";
import { setCompanyStage } from "./company-stage.fixture.ts";
import { judge } from "./judge.fixture.ts";
import { eventually, FIRST_MSISDN, noCallOpen, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
const NOON = new Date("2026-11-20T12:00:00+03:00");
/** The hand on the clock of the worker; windows and leases go by the database and run on. */
let now = NOON;
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker({ clock: { now: () => now } });
});
afterAll(() => worker.stop());

const policies = (stage: Stage, change: string, ...values: unknown[]) =>
  theatre.owner().query(`UPDATE workspaces SET ${change} WHERE id = $1`, [stage.workspace.id, ...values]);
/** Consents for the people a campaign will have; before it, because the worker may prepare it as soon as it is there. */
const consentsFor = (stage: Stage, people: number) =>
  theatre.owner().query(
    `INSERT INTO consents (workspace_id, msisdn, status, source, proof, given_at)
     SELECT $1, $2::bigint + n, 'granted', 'paper', 'imza', now() FROM generate_series(1, $3::int) AS n`,
    [stage.workspace.id, FIRST_MSISDN, people],
  );
const atLeast = (stage: Stage, count: number) =>
  theatre.sandbox().control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=${count}&wait_ms=10000`);

/** Most people in calls at one moment: the four chunks of the campaign, two hundred people a call. */
const IN_FLIGHT = 4 * 200;

/** Stops a campaign in the middle: no call begins afterwards, and the ledger grows by what was in flight at most. */
async function stopsAtOnce(stage: Stage, people: number, stop: () => Promise<unknown>): Promise<void> {
  await stop();
  const { rows } = await theatre.owner().query<{ at: Date }>("SELECT clock_timestamp() AS at");
  const taken = (await stage.ledger()).length;
  await noCallOpen(theatre, stage);
  await stage.wake();
  await noCallOpen(theatre, stage);
  const late = await theatre
    .owner()
    .query("SELECT FROM dispatch_attempts WHERE workspace_id = $1 AND started_at > $2", [
      stage.workspace.id,
      rows[0]?.at,
    ]);
  expect(late.rowCount, "calls begun after the stop").toBe(0);
  const ledger = (await stage.ledger()).length;
  expect(ledger).toBeLessThan(people);
  expect(ledger - taken).toBeLessThanOrEqual(IN_FLIGHT);
}

describe("R-121: the stop of all sending", () => {
  it("mid-campaign lets no more than the calls in flight reach the ledger, and goes on with the rest when a person says so", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 300 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 4_000 });
    await stage.wake();
    await atLeast(stage, 600);
    await stopsAtOnce(stage, 4_000, () => stage.workspace.transact((tx) => haltSending(tx)));
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "halt" });
    const resume = () => stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }));
    await expect(resume()).rejects.toMatchObject({ code: "campaign.pause_remains" });

    await stage.workspace.transact((tx) => resumeSending(tx));
    await stage.wake();
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "halt" });
    await resume();
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 4_000)).toEqual({ delivered: 4_000 });
  });

  it("keeps what waits in its undo window waiting, and gives it a new window", async () => {
    const stage = await setStage(theatre);
    await policies(stage, "undo_seconds = 30");
    const campaignId = await stage.makeCampaign({ people: 5, state: "holding" });
    await stage.workspace.transact((tx) => haltSending(tx));
    await theatre
      .owner()
      .query("UPDATE campaigns SET hold_until = now() - interval '1 second' WHERE id = $1", [campaignId]);
    await stage.wake();
    const other = await setStage(theatre);
    const later = await other.makeCampaign({ people: 5 });
    await other.wake();
    await other.until(later, ["completed"]);
    expect(await stage.state(campaignId)).toMatchObject({ state: "holding" });
    await stage.workspace.transact((tx) => resumeSending(tx));
    const { rows } = await theatre
      .owner()
      .query<{ open: boolean }>("SELECT hold_until > now() AS open FROM campaigns WHERE id = $1", [campaignId]);
    expect(rows).toEqual([{ open: true }]);
    await stage.until(campaignId, ["completed"]);
  });

  it("is refused when it is on, and so is lifting it when it is off", async () => {
    const stage = await setStage(theatre);
    await expect(stage.workspace.transact((tx) => resumeSending(tx))).rejects.toMatchObject({
      code: "workspace.not_halted",
    });
    await stage.workspace.transact((tx) => haltSending(tx));
    await expect(stage.workspace.transact((tx) => haltSending(tx))).rejects.toMatchObject({ code: "workspace.halted" });
  });
});

describe("R-134: quiet hours", () => {
  const quiet = (stage: Stage) => policies(stage, "quiet_from = 1260, quiet_until = 540, zone = 'Europe/Istanbul'");

  it("stop a commercial campaign in the middle, and it goes on by itself in the morning", async () => {
    now = NOON;
    const stage = await setStage(theatre);
    await quiet(stage);
    await stage.switchOn({ kind: "slow", ms: 300 }, { times: null });
    await consentsFor(stage, 3_000);
    const campaignId = await stage.makeCampaign({ people: 3_000, kind: "commercial" });
    await stage.wake();
    await atLeast(stage, 400);
    now = new Date("2026-11-20T21:00:00+03:00");
    await stage.until(campaignId, ["paused"]);
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "quiet_hours" });
    await noCallOpen(theatre, stage);
    const evening = (await stage.ledger()).length;
    expect(evening).toBeLessThan(3_000);
    now = new Date("2026-11-21T08:59:00+03:00");
    await stage.wake();
    // Who rests by the clock is given up by no other: not even after more days off than a week has.
    await theatre
      .owner()
      .query("UPDATE campaigns SET updated_at = now() - interval '8 days' WHERE id = $1", [campaignId]);
    expect(await stage.workspace.sql((sql) => dueSteps(sql, LONGEST_PAUSE_MS))).toEqual([]);
    await expect(stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }))).rejects.toMatchObject({
      code: "campaign.pause_remains",
    });
    expect((await stage.ledger()).length).toBe(evening);
    now = new Date("2026-11-21T09:00:00+03:00");
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 3_000)).toEqual({ delivered: 3_000 });
    now = NOON;
  });

  it("hold back a commercial campaign that starts in the night or on a day off, and no informational one", async () => {
    now = new Date("2026-10-29T12:00:00+03:00");
    const stage = await setStage(theatre);
    await policies(stage, "quiet_days = '{2026-10-29}'");
    await consentsFor(stage, 20);
    const commercial = await stage.makeCampaign({ people: 20, kind: "commercial" });
    const informational = await stage.makeCampaign({ people: 20, firstMsisdn: 905_310_000_000 });
    await stage.wake();
    await stage.until(informational, ["completed"]);
    await stage.until(commercial, ["paused"]);
    expect(await stage.ledger()).toHaveLength(20);
    now = new Date("2026-10-30T00:00:00+03:00");
    await stage.until(commercial, ["completed"]);
    expect(await stage.ledger()).toHaveLength(40);
    now = NOON;
  });
});

describe("R-121: the operator of the instance", () => {
  const reason = "a complaint of the provider";

  it("turns a provider off: what runs stops at once in every workspace, and goes on by itself when it is on again", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 300 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 3_000 });
    await stage.wake();
    await atLeast(stage, 400);
    const input = { provider: "iletiniz", reason } as const;
    await stopsAtOnce(stage, 3_000, () => accountJob((tx) => turnProviderOff(tx, input)));
    await eventually("paused", async () => (await stage.state(campaignId)).state_reason === "provider_off");
    await expect(accountJob((tx) => turnProviderOff(tx, input))).rejects.toMatchObject({ code: "instance.already_so" });
    await expect(stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }))).rejects.toMatchObject({
      code: "campaign.pause_remains",
    });
    await accountJob((tx) => turnProviderOn(tx, input));
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 3_000)).toEqual({ delivered: 3_000 });
  });
});

describe("numbers of other countries", () => {
  it("are left out at the call when the workspace stopped writing to them meanwhile", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    await policies(stage, "allows_foreign = true");
    const campaignId = await stage.makeCampaign({ people: 3, firstMsisdn: 491_700_000_000, state: "holding" });
    await policies(stage, "allows_foreign = false");
    await theatre.owner().query("UPDATE campaigns SET state = 'preparing' WHERE id = $1", [campaignId]);
    await stage.wake();
    await stage.until(campaignId, ["failed", "completed"]);
    expect(await stage.ledger()).toEqual([]);
    expect(await stage.counts(campaignId)).toEqual({ skipped: 3 });
  });
});

describe("numbers of other countries and what a connection reaches", () => {
  it.each([
    ["iletiMerkezi", (): Promise<Stage> => setCompanyStage(theatre, "iletimerkezi"), { delivered: 3 }],
    ["iletiniz, which documents Turkish numbers alone", (): Promise<Stage> => setStage(theatre), { skipped: 3 }],
  ])("%s", async (_name, open, counts) => {
    const stage = await open();
    await policies(stage, "allows_foreign = true");
    const campaignId = await stage.makeCampaign({ people: 3, firstMsisdn: 491_700_000_000, text: "Aynı metin." });
    await stage.wake();
    await stage.until(campaignId, ["completed", "failed"]);
    expect(await judge(stage, theatre, campaignId, 3)).toEqual(counts);
  });
});

describe("R-120: unusually many numbers of one foreign range", () => {
  it("hold the campaign before its first call, until somebody who may approve lets it go", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    await policies(stage, "allows_foreign = true");
    const campaignId = await stage.makeCampaign({ people: 500, firstMsisdn: 531_210_000_000, text: "Aynı metin." });
    await stage.wake();
    await stage.until(campaignId, ["paused"]);
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "unusual_numbers" });
    const resume = (may: boolean) =>
      stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }, { may: () => may }));
    await expect(resume(false)).rejects.toMatchObject({ code: "campaign.may_not_approve" });
    await noCallOpen(theatre, stage);
    const called = await theatre
      .owner()
      .query("SELECT FROM dispatch_attempts WHERE workspace_id = $1", [stage.workspace.id]);
    expect(called.rowCount).toBe(0);
    await resume(true);
    await stage.until(campaignId, ["settling", "completed"]);
    const { rows } = await theatre
      .owner()
      .query("SELECT numbers_checked_by_id AS by FROM campaigns WHERE id = $1", [campaignId]);
    expect(rows).toEqual([{ by: stage.workspace.person.id }]);
  });
});
