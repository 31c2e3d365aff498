import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeWindow } from "#lib/domain/campaigns/commands/close-window";
import { startCampaign } from "#lib/domain/campaigns/commands/start-campaign";
import { undoCampaign } from "#lib/domain/campaigns/commands/undo-campaign";
import { checkForStart } from "#lib/domain/campaigns/start-queries";
import { judge } from "./judge.fixture.ts";
import { FIRST_MSISDN, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
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
    await theatre.owner().query("UPDATE workspaces SET undo_seconds = 300 WHERE id = $1", [stage.workspace.id]);
    const campaignId = await stage.makeCampaign({ people: 5, state: "draft" });
    await send(stage, campaignId);
    await theatre
      .owner()
      .query("UPDATE campaigns SET hold_until = now() + interval '1 hour' WHERE id = $1", [campaignId]);
    // The worker has looked at the workspace by the time that another campaign of it is through.
    const other = await stage.makeCampaign({ people: 1, firstMsisdn: 905_310_000_000 });
    await stage.wake();
    await stage.until(other, ["completed"]);
    expect(await stage.state(campaignId)).toEqual({ state: "holding", state_reason: null });
    await expect(stage.workspace.transact((tx) => closeWindow(tx, campaignId))).rejects.toMatchObject({
      code: "campaign.undo_open",
    });
    expect(await stage.counts(campaignId)).toEqual({});
    await stage.workspace.transact((tx) => undoCampaign(tx, { campaignId }));
    expect(await stage.state(campaignId)).toEqual({ state: "draft", state_reason: null });
    await theatre.owner().query("UPDATE workspaces SET undo_seconds = 0 WHERE id = $1", [stage.workspace.id]);
    await send(stage, campaignId);
    await stage.until(campaignId, ["completed"]);
    await expect(stage.workspace.transact((tx) => undoCampaign(tx, { campaignId }))).rejects.toMatchObject({
      code: "campaign.wrong_state",
    });
    expect(await stage.counts(campaignId)).toEqual({ delivered: 5 });
    expect(await stage.ledger()).toHaveLength(6);
  });

  it("goes to the end of the list only, where that was chosen", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 6, state: "draft" });
    await theatre.owner().query("UPDATE campaigns SET from_line = 4 WHERE id = $1", [campaignId]);
    await send(stage, campaignId);
    await stage.until(campaignId, ["completed"]);
    const numbers = new Set((await stage.ledger()).map(({ to }) => Number(to.replace("+", ""))));
    expect(numbers).toEqual(new Set([3, 4, 5, 6].map((n) => FIRST_MSISDN + n)));
  });

  it("holds a member to the daily cap", async () => {
    const stage = await setStage(theatre);
    await theatre.owner().query("UPDATE memberships SET daily_cap = 10 WHERE workspace_id = $1", [stage.workspace.id]);
    const first = await stage.makeCampaign({ people: 6, state: "draft" });
    await send(stage, first);
    const second = await stage.makeCampaign({ people: 5, state: "draft", firstMsisdn: 905_310_000_000 });
    await expect(send(stage, second)).rejects.toMatchObject({ code: "campaign.over_cap" });
  });

  it("holds a member to the daily cap when two campaigns are sent at once", async () => {
    const stage = await setStage(theatre);
    await theatre.owner().query("UPDATE memberships SET daily_cap = 10 WHERE workspace_id = $1", [stage.workspace.id]);
    const drafts = await Promise.all(
      [905_300_000_000, 905_310_000_000, 905_320_000_000].map((firstMsisdn) =>
        stage.makeCampaign({ people: 6, state: "draft", firstMsisdn }),
      ),
    );
    const presses = await Promise.allSettled(drafts.map((id) => send(stage, id)));
    expect(presses.filter((press) => press.status === "fulfilled")).toHaveLength(1);
    for (const press of presses) {
      if (press.status === "rejected") expect(press.reason).toMatchObject({ code: "campaign.over_cap" });
    }
  });

  it("keeps a workspace below the limit of the operator, also when two campaigns are sent at once", async () => {
    const stage = await setStage(theatre);
    await theatre.owner().query("UPDATE workspaces SET daily_limit = 10 WHERE id = $1", [stage.workspace.id]);
    const drafts = await Promise.all(
      [905_300_000_000, 905_310_000_000].map((firstMsisdn) =>
        stage.makeCampaign({ people: 6, state: "draft", firstMsisdn }),
      ),
    );
    const presses = await Promise.allSettled(drafts.map((id) => send(stage, id)));
    expect(presses.filter((press) => press.status === "fulfilled")).toHaveLength(1);
    for (const press of presses) {
      if (press.status === "rejected") expect(press.reason).toMatchObject({ code: "workspace.over_limit" });
    }
  });

  it("R-120: holds a new workspace to its ramp, which doubles every day for a week", async () => {
    const stage = await setStage(theatre);
    const limit = async (age: string) => {
      const { rows } = await theatre
        .owner()
        .query<{ most: number | null }>(
          `UPDATE workspaces SET created_at = now() - $2::interval WHERE id = $1 RETURNING daily_limit_of(id) AS most`,
          [stage.workspace.id, age],
        );
      return rows[0]?.most;
    };
    await theatre.owner().query("INSERT INTO instance_settings (key, value) VALUES ('ramp', '5')");
    try {
      const draft = await stage.makeCampaign({ people: 6, state: "draft" });
      await expect(send(stage, draft)).rejects.toMatchObject({ code: "workspace.over_limit" });
      // The limit is asked for before the age moves on, in the statement that ages the workspace. Ages are kept to the millisecond,
      // so a whole number of days may be a moment short of it.
      expect([await limit("25 hours"), await limit("145 hours"), await limit("8 days"), await limit("0")]).toEqual([
        ...[5, 10, 320, null],
      ]);
      await limit("25 hours");
      await send(stage, draft);
      await stage.until(draft, ["completed"]);
    } finally {
      await theatre.owner().query("DELETE FROM instance_settings WHERE key = 'ramp'");
    }
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
      `UPDATE campaigns SET state = 'preparing', sender_name = 'MAGAZA', import_reading = 1, started_by_id = created_by_id
       WHERE id = $1`,
      [campaignId],
    );
    await stage.wake();
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 3)).toEqual({ delivered: 1, skipped: 2 });
  });
});
