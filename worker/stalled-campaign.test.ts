import { describe, expect, it } from "vitest";
import { cancelCampaign } from "#lib/domain/campaigns/commands/cancel-campaign";
import { completeCampaign } from "#lib/domain/campaigns/commands/complete-campaign";
import { handOver } from "#lib/domain/campaigns/commands/hand-over";
import { pauseCampaign } from "#lib/domain/campaigns/commands/pause-campaign";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { takeUp } from "#lib/domain/campaigns/commands/take-up";
import { dueSteps } from "#lib/domain/campaigns/work-queries";
import { cancelRest } from "#lib/domain/messages/commands/cancel-rest";
import { haltSending } from "#lib/domain/workspaces/commands/halt-sending";
import { openTheatre } from "./stage.fixture.ts";
import { orders, stalled } from "./stalled.fixture.ts";
import { claim } from "./steps.fixture.ts";

// A worker that stood still beyond its lease finds its call given up. When it says that it never made it, its people wait for
// their turn again, whatever else is being done to their chunk and their campaign at that moment.

const theatre = openTheatre();

describe("R-107: its campaign, meanwhile", () => {
  it.each(orders)("is cancelled, recorded %s: its people are cancelled with the rest", async (place) => {
    const { stage, campaignId, sql, change, meet, expectCounted } = await stalled(theatre, 300);
    await meet(
      place,
      change((tx) => cancelCampaign(tx, { campaignId })),
    );
    while ((await sql((tx) => cancelRest(tx, campaignId, 0))) > 0);
    expect(await stage.counts(campaignId)).toEqual({ cancelled: 300 });
    await expectCounted();
  });

  it("is cancelled and its rest with it: its people are as well", async () => {
    const { stage, campaignId, change, step, meet, expectCounted } = await stalled(theatre, 300);
    await change((tx) => cancelCampaign(tx, { campaignId }))();
    await meet(
      "second",
      step(async (tx) => {
        expect(await cancelRest(tx, campaignId, 0)).toBe(1);
      }),
    );
    expect(await stage.counts(campaignId)).toEqual({ cancelled: 300 });
    await expectCounted();
  });

  it("is paused: they wait until it goes on", async () => {
    const { stage, campaignId, change, meet, expectNext } = await stalled(theatre, 300);
    await meet(
      "second",
      change((tx) => pauseCampaign(tx, { campaignId })),
    );
    expect(await stage.counts(campaignId)).toEqual({ pending: 300 });
    expect(await claim(stage, "two")).toBeNull();
    await change((tx) => resumeCampaign(tx, { campaignId }))();
    await expectNext(200);
  });

  it.each(orders)("is handed over, recorded %s: it is taken up again", async (place) => {
    const { stage, campaignId, sql, said, change, closed, meet, expectNext } = await stalled(theatre, 300);
    await closed();
    await meet(
      place,
      change((tx) => handOver(tx, campaignId)),
    );
    expect(said.refusal).toBe(place === "first" ? "campaign.messages_open" : null);
    const due = await sql((tx) => dueSteps(tx, 60_000));
    expect(due).toEqual(place === "first" ? [] : [{ step: "take_up", campaignId }]);
    if (place === "second") await change((tx) => takeUp(tx, campaignId))();
    expect(await stage.state(campaignId)).toMatchObject({ state: "sending" });
    await expectNext(200);
  });

  it("R-121: is taken up as a paused one while all sending is stopped", async () => {
    const { stage, campaignId, wakes, change, closed } = await stalled(theatre, 300);
    await closed();
    await change((tx) => handOver(tx, campaignId))();
    await change((tx) => haltSending(tx))();
    await wakes();
    await change((tx) => takeUp(tx, campaignId))();
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "halt" });
    expect(await stage.counts(campaignId)).toEqual({ accepted: 100, pending: 200 });
  });

  it.each(orders)("is completed, recorded %s: it waits for them, or they are told as failed", async (place) => {
    const { stage, campaignId, said, change, closed, meet, expectCounted } = await stalled(theatre, 200);
    await closed();
    await change((tx) => handOver(tx, campaignId))();
    await theatre.owner().query("UPDATE chunks SET state = 'settled' WHERE campaign_id = $1", [campaignId]);
    await meet(
      place,
      change((tx) => completeCampaign(tx, campaignId)),
    );
    expect(said.refusal).toBe(place === "first" ? "campaign.messages_open" : null);
    expect(await stage.counts(campaignId)).toEqual(place === "first" ? { pending: 200 } : { failed: 200 });
    await expectCounted();
  });
});
