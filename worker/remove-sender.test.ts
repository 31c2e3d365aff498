import { beforeEach, describe, expect, it } from "vitest";
import { freezeDraft } from "#lib/domain/campaigns/commands/freeze-draft";
import { findCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { startCampaign } from "#lib/domain/campaigns/commands/start-campaign";
import { DomainError } from "#lib/domain/errors";
import { saveProfile } from "#lib/domain/otp/commands/save-profile";
import { removeSender } from "#lib/domain/senders/commands/remove-sender";
import type { Overlapping } from "#lib/infra/db/overlap.fixture";
import type { TenantTx } from "#lib/infra/db/tenant";
import { addConnection } from "./company-stage.fixture.ts";
import { openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { orders } from "./stalled.fixture.ts";
import { overlap } from "./steps.fixture.ts";

// A sender that somebody typed is taken away in the instant in which somebody is about to send under it: whoever comes first is
// through, and the other one is told.

const theatre = openTheatre();
let stage: Stage;
beforeEach(async () => {
  stage = await setStage(theatre);
  await theatre
    .owner()
    .query("UPDATE connections SET provider = 'turkeysms' WHERE workspace_id = $1", [stage.workspace.id]);
});

/** What became of something that is done in a transaction of its own: a refusal, or null. */
function tried(work: (tx: TenantTx) => Promise<unknown>) {
  const said: { refusal: string | null } = { refusal: null };
  const run: Overlapping = async (hold) => {
    try {
      await stage.workspace.transact(async (tx) => {
        await work(tx);
        await hold?.();
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      said.refusal = error.code;
    }
  };
  return { said, run };
}

/** Both at once; what each was refused with. */
async function meet(place: (typeof orders)[number], work: (tx: TenantTx) => Promise<unknown>) {
  const uses = tried(work);
  const removes = tried((tx) => removeSender(tx, { senderId: stage.senderId }));
  await (place === "first" ? overlap(theatre, uses.run, removes.run) : overlap(theatre, removes.run, uses.run));
  return [uses.said.refusal, removes.said.refusal];
}

const isListed = async () => {
  const text = "SELECT is_listed AS listed FROM senders WHERE id = $1";
  return (await theatre.owner().query<{ listed: boolean }>(text, [stage.senderId])).rows[0]?.listed;
};

describe("a typed sender is taken away", () => {
  it.each(orders)("while a campaign is started under it, which comes %s", async (place) => {
    const campaignId = await stage.makeCampaign({ people: 3, state: "draft" });
    // The check that the server made a moment before, when the sender was there.
    const check = { version: 1, level: "green", reds: [], people: 3, parts: 3, longestLine: 2, reading: 1 } as const;
    const refused = await meet(place, (tx) => startCampaign(tx, { campaignId, version: 1 }, check));
    expect(refused).toEqual(place === "first" ? [null, "sender.in_use"] : ["campaign.preflight_red", null]);
    expect(await isListed()).toBe(place === "first");
    expect(await stage.state(campaignId)).toMatchObject({ state: place === "first" ? "holding" : "draft" });
  });

  it.each(orders)("while a profile of codes is made for it, which comes %s", async (place) => {
    const profile = {
      name: "Giriş",
      digits: 6,
      lifetimeMinutes: 5,
      language: "tr",
      text: "{code}",
      hourly: 100,
    } as const;
    const refused = await meet(place, (tx) =>
      saveProfile(tx, { profileId: null, senderId: stage.senderId, ...profile }),
    );
    expect(refused).toEqual(place === "first" ? [null, "sender.in_use"] : ["sender.not_found", null]);
    expect(await isListed()).toBe(place === "first");
  });
});

it("a draft does not go out over a second connection whose sender was taken away", async () => {
  const second = await addConnection(theatre, stage, "turkeysms");
  const campaignId = await stage.makeCampaign({ people: 3, state: "draft" });
  const name = "UPDATE campaigns SET second_connection_id = $2, second_sender_id = $3 WHERE id = $1";
  await theatre.owner().query(name, [campaignId, second.connectionId, second.senderId]);
  const frozen = () => stage.workspace.transact(async (tx) => freezeDraft(tx, await findCampaign(tx, campaignId)));
  expect((await frozen()).second).toMatchObject({ connectionId: second.connectionId });
  await stage.workspace.transact((tx) => removeSender(tx, { senderId: second.senderId }));
  expect((await frozen()).second).toBeNull();
});
