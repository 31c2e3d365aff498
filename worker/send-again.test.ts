import { describe, expect, it } from "vitest";
import { autoResumeCampaign } from "#lib/domain/campaigns/commands/auto-resume-campaign";
import { completeCampaign } from "#lib/domain/campaigns/commands/complete-campaign";
import { decideUnknown } from "#lib/domain/campaigns/commands/decide-unknown";
import { handOver } from "#lib/domain/campaigns/commands/hand-over";
import { pauseCampaign } from "#lib/domain/campaigns/commands/pause-campaign";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { takeUp } from "#lib/domain/campaigns/commands/take-up";
import { account } from "#lib/domain/campaigns/review.fixture";
import { retireConnection } from "#lib/domain/connections/commands/retire-connection";
import { haltSending } from "#lib/domain/workspaces/commands/halt-sending";
import { openTheatre } from "./stage.fixture.ts";
import { orders, stalled } from "./stalled.fixture.ts";
import { claim, overlap } from "./steps.fixture.ts";

// Sending again, and going on, is sending: what stops any other start stops it as well, also when both happen in one instant.

const theatre = openTheatre();

/** A completed campaign of 200 people of whom nobody knows whether they got it. */
async function done() {
  const scene = await stalled(theatre, 200);
  const { stage, campaignId, attemptId, change } = scene;
  await scene.closed();
  await change((tx) => handOver(tx, campaignId))();
  await theatre.owner().query("UPDATE chunks SET state = 'settled' WHERE campaign_id = $1", [campaignId]);
  await change((tx) => completeCampaign(tx, campaignId))();
  expect(await stage.state(campaignId)).toMatchObject({ state: "completed" });
  const again = { campaignId, calls: [attemptId], decision: "send_again" as const };
  const sendsAgain = () => stage.workspace.transact(async (tx) => (await decideUnknown(tx, again)).result);
  return { ...scene, again, sendsAgain };
}

describe("R-103: sending again asks what every start asks", () => {
  it("goes on at once where nothing is in the way", async () => {
    const { stage, campaignId, sendsAgain, expectNext } = await done();
    expect(await sendsAgain()).toEqual({ messages: 200, waits: false });
    expect(await stage.state(campaignId)).toMatchObject({ state: "sending" });
    await expectNext(200);
  });

  it.each([
    ["connection", "UPDATE connections SET state = 'needs_reconnect' WHERE workspace_id = $1"],
    ["scope", "UPDATE connections SET scopes = '{account:read}' WHERE workspace_id = $1"],
    [
      "quota",
      `UPDATE connections SET account = '${JSON.stringify(account(199))}', account_at = now() WHERE workspace_id = $1`,
    ],
    [
      "quiet_hours",
      `WITH w AS (UPDATE workspaces SET quiet_days = ARRAY[current_date - 1, current_date, current_date + 1] WHERE id = $1)
       UPDATE campaigns SET kind = 'commercial' WHERE workspace_id = $1`,
    ],
  ])("waits for its %s, and says so", async (reason, inTheWay) => {
    const { stage, campaignId, sendsAgain, expectCounted } = await done();
    await theatre.owner().query(inTheWay, [stage.workspace.id]);
    expect(await sendsAgain()).toEqual({ messages: 200, waits: true });
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: reason });
    expect(await stage.counts(campaignId)).toEqual({ pending: 200 });
    expect(await claim(stage, "two")).toBeNull();
    await expectCounted();
  });

  it("says that those of a paused campaign wait", async () => {
    const { campaignId, again, change, stage } = await stalled(theatre, 200).then((scene) => ({
      ...scene,
      again: { campaignId: scene.campaignId, calls: [scene.attemptId], decision: "send_again" as const },
    }));
    await change((tx) => pauseCampaign(tx, { campaignId }))();
    const { result } = await stage.workspace.transact((tx) => decideUnknown(tx, again));
    expect(result).toEqual({ messages: 200, waits: true });
  });

  it.each(["is_listed = false", "status = 'rejected'"])(
    "is refused under a sender that nobody may use: %s",
    async (gone) => {
      const { stage, campaignId, sendsAgain } = await done();
      await theatre.owner().query(`UPDATE senders SET ${gone} WHERE workspace_id = $1`, [stage.workspace.id]);
      await expect(sendsAgain()).rejects.toMatchObject({ code: "campaign.sender_gone" });
      expect(await stage.state(campaignId)).toMatchObject({ state: "completed" });
      expect(await stage.counts(campaignId)).toEqual({ unknown: 200 });
    },
  );
});

describe("R-121: all sending is stopped in the instant in which a campaign", () => {
  it.each(orders)("is sent again, which comes %s: nothing is left that would go on by itself", async (place) => {
    const { stage, campaignId, again, said, change } = await done();
    const halts = change((tx) => haltSending(tx));
    const sends = change((tx) => decideUnknown(tx, again));
    if (place === "first") {
      await overlap(theatre, sends, halts);
      expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "halt" });
    } else {
      await overlap(theatre, halts, sends);
      expect(said.refusal).toBe("workspace.halted");
      expect(await stage.state(campaignId)).toMatchObject({ state: "completed" });
    }
  });

  it.each(orders)("goes on by a person, who comes %s", async (place) => {
    const { stage, campaignId, said, change } = await stalled(theatre, 300);
    await change((tx) => pauseCampaign(tx, { campaignId }))();
    const halts = change((tx) => haltSending(tx));
    const resumes = change((tx) => resumeCampaign(tx, { campaignId }));
    await (place === "first" ? overlap(theatre, resumes, halts) : overlap(theatre, halts, resumes));
    if (place === "second") expect(said.refusal).toBe("campaign.pause_remains");
    expect(await stage.state(campaignId)).toMatchObject({ state: "paused" });
  });

  it.each(orders)("goes on by itself, which comes %s", async (place) => {
    const { stage, campaignId, said, change } = await stalled(theatre, 300);
    const rests =
      "UPDATE campaigns SET state = 'paused', state_reason = 'quiet_hours', paused_from = 'sending' WHERE id = $1";
    await theatre.owner().query(rests, [campaignId]);
    const halts = change((tx) => haltSending(tx));
    const resumes = change((tx) => autoResumeCampaign(tx, campaignId));
    await (place === "first" ? overlap(theatre, resumes, halts) : overlap(theatre, halts, resumes));
    if (place === "second") expect(said.refusal).toBe("workspace.halted");
    expect(await stage.state(campaignId)).toMatchObject({ state: "paused" });
  });

  it.each(orders)("is taken up again, which comes %s", async (place) => {
    const { stage, campaignId, change, closed, wakes } = await stalled(theatre, 300);
    await closed();
    await change((tx) => handOver(tx, campaignId))();
    await wakes();
    const halts = change((tx) => haltSending(tx));
    const takes = change((tx) => takeUp(tx, campaignId));
    await (place === "first" ? overlap(theatre, takes, halts) : overlap(theatre, halts, takes));
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "halt" });
  });
});

it.each(orders)(
  "a connection ends in the instant in which a campaign is sent again, %s: it waits for one",
  async (place) => {
    const { stage, campaignId, again, change } = await done();
    const ends = change((tx) => retireConnection(tx, stage.connectionId));
    const sends = change((tx) => decideUnknown(tx, again));
    await (place === "first" ? overlap(theatre, sends, ends) : overlap(theatre, ends, sends));
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "connection" });
  },
);
