import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { disableUser } from "#lib/domain/instance/commands/disable-user";
import { changeRole } from "#lib/domain/team/commands/change-role";
import { removeMember } from "#lib/domain/team/commands/remove-member";
import { setDailyCap, setSwitches } from "#lib/domain/team/commands/set-switches";
import { roles } from "#lib/domain/team/model";
import { accountJob } from "#lib/gate/job";
import { makeWorkspace, type TestPerson } from "#lib/infra/db/test-workspace.fixture";
import { judge } from "./judge.fixture.ts";
import { eventually, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const noCallOpen = (stage: Stage) =>
  eventually("no call open", async () => {
    const { rowCount } = await theatre
      .owner()
      .query("SELECT FROM dispatch_attempts WHERE workspace_id = $1 AND state = 'started'", [stage.workspace.id]);
    return rowCount === 0;
  });

/** The present of the database's clock, in the milliseconds that an attempt's beginning is rounded to. */
async function present(): Promise<string> {
  const { rows } = await theatre
    .owner()
    .query<{ at: string }>("SELECT (clock_timestamp() + interval '1 ms')::timestamptz(3)::text AS at");
  return String(rows[0]?.at);
}

/** People in calls whose claim began by a moment of the database's clock: a claim under way then could not know better. */
async function calledBy(stage: Stage, at: string): Promise<number> {
  const { rows } = await theatre.owner().query<{ called: string }>(
    `SELECT coalesce(sum(cardinality(message_ids)), 0) AS called FROM dispatch_attempts
       WHERE workspace_id = $1 AND started_at <= $2::timestamptz`,
    [stage.workspace.id, at],
  );
  return Number(rows[0]?.called);
}

async function starterOf(campaignId: string): Promise<string> {
  const { rows } = await theatre.owner().query("SELECT started_by_id FROM campaigns WHERE id = $1", [campaignId]);
  return rows[0].started_by_id;
}

/** What the owner can do to an operator whose campaign is under way, so that nothing more of it may go out. */
const takings: Record<string, (stage: Stage, member: TestPerson) => Promise<unknown>> = {
  removed: (stage, { id }) => stage.workspace.transact((tx) => removeMember(tx, { memberId: id })),
  demoted: (stage, { id }) => stage.workspace.transact((tx) => changeRole(tx, { memberId: id, role: "viewer" })),
  "not allowed to send": (stage, { id }) =>
    stage.workspace.transact((tx) => setSwitches(tx, { memberId: id, maySend: false })),
};

describe("R-038: the campaign of a member who may not send any more", () => {
  it.each(Object.keys(takings))("stops with the next message claimed when the member is %s", async (what) => {
    const stage = await setStage(theatre);
    const operator = await stage.workspace.join("operator");
    // So slow that the member is taken out in the middle, however long that takes on a busy machine.
    await stage.switchOn({ kind: "slow", ms: 150 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 4_000, by: operator.id });
    await stage.wake();
    await theatre.sandbox().control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=600&wait_ms=10000`);
    await takings[what]?.(stage, operator);
    const taken = await present();
    await noCallOpen(stage);
    await stage.until(campaignId, ["paused"]);
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "authority" });
    const ledger = (await stage.ledger()).length;
    expect(ledger).toBeGreaterThan(0);
    expect(ledger).toBeLessThanOrEqual(await calledBy(stage, taken));
    expect(ledger).toBeLessThan(4_000);

    // A member who may not send cannot let it go on; one who may answers for it from then on.
    const resume = (actorId: string) => stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }), actorId);
    await expect(resume(operator.id)).rejects.toMatchObject({ code: "campaign.pause_remains" });
    const admin = await stage.workspace.join("admin");
    await resume(admin.id);
    expect(await starterOf(campaignId)).toBe(admin.id);
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 4_000)).toEqual({ delivered: 4_000 });
  });

  it("stops within a sweep when the account of the member is switched off, and what waits for its time does not start", async () => {
    const stage = await setStage(theatre);
    const operator = await stage.workspace.join("operator");
    await stage.switchOn({ kind: "slow", ms: 300 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 4_000, by: operator.id });
    const later = await stage.makeCampaign({
      ...{ people: 5, by: operator.id, firstMsisdn: 905_310_000_000, state: "holding" },
    });
    await stage.wake();
    await theatre.sandbox().control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=200&wait_ms=10000`);
    await accountJob((tx) => disableUser(tx, { userId: operator.id, reason: "Parola çalındı" }));
    await stage.until(campaignId, ["paused"]);
    await theatre.owner().query("UPDATE campaigns SET state = 'preparing' WHERE id = $1", [later]);
    await stage.wake();
    await stage.until(later, ["paused"]);
    for (const id of [campaignId, later]) {
      expect(await stage.state(id)).toEqual({ state: "paused", state_reason: "authority" });
    }
    await noCallOpen(stage);
    expect((await stage.ledger()).length).toBeLessThan(4_000);
    const admin = await stage.workspace.join("admin");
    await stage.clearSwitches();
    await stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }), admin.id);
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 4_000)).toEqual({ delivered: 4_000 });
  });

  it.each([
    ...roles.map((role) => ({ who: role, goesOut: role !== "viewer" })),
    { who: "nobody" as const, goesOut: false },
    { who: "a member of another workspace" as const, goesOut: false },
  ])("goes out when $who answers for it: $goesOut", async ({ who, goesOut }) => {
    const stage = await setStage(theatre);
    const person = async () => {
      if (who === "nobody") return "00000000-0000-4000-8000-000000000000";
      if (who === "a member of another workspace") return (await makeWorkspace()).person.id;
      return (await stage.workspace.join(who)).id;
    };
    const campaignId = await stage.makeCampaign({ people: 3, by: await person() });
    await stage.wake();
    await stage.until(campaignId, ["completed", "paused"]);
    expect(await stage.state(campaignId)).toMatchObject(
      goesOut ? { state: "completed" } : { state: "paused", state_reason: "authority" },
    );
    expect(await stage.ledger()).toHaveLength(goesOut ? 3 : 0);
  });
});

describe("the daily cap of a member", () => {
  it("holds at every claim, to the person, and lets the rest go when it is raised", async () => {
    const stage = await setStage(theatre);
    const operator = await stage.workspace.join("operator");
    const cap = (value: number | null) =>
      stage.workspace.transact((tx) => setDailyCap(tx, { memberId: operator.id, cap: value }));
    await cap(350);
    const first = await stage.makeCampaign({ people: 300, by: operator.id });
    const second = await stage.makeCampaign({ people: 2_500, by: operator.id, firstMsisdn: 905_310_000_000 });
    await stage.wake();
    await eventually("350 people called", async () => (await calledBy(stage, "infinity")) === 350);
    await noCallOpen(stage);
    await eventually("the cap is reached", async () => (await stage.state(second)).state_reason === "sender_cap");
    await stage.wake();
    await noCallOpen(stage);
    expect(await stage.ledger()).toHaveLength(350);

    await cap(null);
    await stage.until(first, ["completed"]);
    await stage.until(second, ["completed"]);
    expect(await stage.ledger()).toHaveLength(2_800);
  });

  it("is nobody else's", async () => {
    const stage = await setStage(theatre);
    const [capped, free] = [await stage.workspace.join("operator"), await stage.workspace.join("operator")];
    await stage.workspace.transact((tx) => setDailyCap(tx, { memberId: capped.id, cap: 1 }));
    const campaignId = await stage.makeCampaign({ people: 20, by: free.id });
    await stage.wake();
    await stage.until(campaignId, ["completed"]);
    expect(await stage.ledger()).toHaveLength(20);
  });
});
