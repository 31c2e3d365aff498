import { describe, expect, it } from "vitest";
import { decideUnknown } from "#lib/domain/campaigns/commands/decide-unknown";
import { giveUpFirst } from "#lib/domain/campaigns/commands/give-up-first";
import { closeChunk, releaseChunk } from "#lib/domain/messages/commands/end-lease";
import { acceptFoundCall } from "#lib/domain/messages/commands/look-for-call";
import { moveHeld, moveRest } from "#lib/domain/messages/commands/move-over";
import { findDrift } from "#lib/domain/rollups/drift-queries";
import { addConnection, nameSecond } from "./company-stage.fixture.ts";
import { openTheatre } from "./stage.fixture.ts";
import { orders, stalled } from "./stalled.fixture.ts";
import { accepted, begin, claim, loseLeases, settle } from "./steps.fixture.ts";

// A worker that stood still beyond its lease finds its call given up. When it says that it never made it, its people wait for
// their turn again, whatever else is being done to their chunk and their campaign at that moment.

const theatre = openTheatre();

describe("R-105: a worker that stood still before its call", () => {
  it("says so, and its people go out with the next call of their chunk; saying it again changes nothing", async () => {
    const { stage, campaignId, said, wakes, expectNext } = await stalled(theatre, 300);
    expect(await stage.counts(campaignId)).toEqual({ unknown: 200, pending: 100 });
    await wakes();
    expect(said.recorded).toBe("late");
    expect(await stage.counts(campaignId)).toEqual({ pending: 300 });
    await expectNext(200);
    await wakes();
    expect(said.recorded).toBe("known");
    expect(await stage.counts(campaignId)).toEqual({ pending: 300 });
  });

  it("takes the chunk from whoever has it without a call: another goes on with everybody", async () => {
    const { stage, sql, wakes, other, expectNext } = await stalled(theatre, 300);
    const two = await other("two");
    await wakes();
    expect(await begin(stage, two)).toMatchObject({ kind: "not_now" });
    expect(await sql((tx) => closeChunk(tx, two, 0))).toBe(false);
    await expectNext(200);
  });

  it("leaves the lease of whoever has a call open: its answer counts, and if it dies somebody looks after it", async () => {
    const { stage, campaignId, sql, wakes, other, expectNext } = await stalled(theatre, 500);
    const two = await other("two");
    const call = await begin(stage, two, 100);
    await wakes();
    expect(await claim(stage, "three")).toBeNull();
    if (call.kind !== "begun") throw new Error("not begun");
    expect(
      await settle(
        stage,
        call.call,
        call.call.items.map((_, n) => accepted(n)),
      ),
    ).toBe("settled");
    expect(await begin(stage, two)).toMatchObject({ kind: "not_now" });
    expect(await sql((tx) => releaseChunk(tx, two, "moved"))).toBe(false);
    expect(await loseLeases(theatre, stage)).toEqual({ chunks: 1, unknown: 0 });
    expect(await stage.counts(campaignId)).toEqual({ accepted: 100, pending: 400 });
    await expectNext(200);
  });

  it("R-102: makes unknown what the one who dies in such a call had under way, and nobody else", async () => {
    const { stage, campaignId, wakes, other } = await stalled(theatre, 500);
    const two = await other("two");
    await begin(stage, two, 100);
    await wakes();
    expect(await loseLeases(theatre, stage)).toEqual({ chunks: 1, unknown: 100 });
    expect(await stage.counts(campaignId)).toEqual({ unknown: 100, pending: 400 });
  });

  it.each(orders)("leaves nobody behind in a chunk that is being closed, recorded %s", async (place) => {
    const { stage, campaignId, step, sendRest, meet, expectNext } = await stalled(theatre, 300);
    const two = await sendRest();
    await meet(
      place,
      step(async (tx) => {
        expect(await closeChunk(tx, two, 0)).toBe(place === "second");
      }),
    );
    expect(await stage.counts(campaignId)).toEqual({ accepted: 100, pending: 200 });
    await expectNext(200);
  });

  it("R-106: tells those who were taken from those who were not begun, and both are looked after", async () => {
    const results = [accepted(1), { state: "pending" } as const, { state: "unknown", reason: "reset" } as const];
    const { stage, campaignId, wakes, closed, expectNext } = await stalled(theatre, 3, results);
    await closed();
    await wakes();
    expect(await stage.counts(campaignId)).toEqual({ accepted: 1, pending: 1, unknown: 1 });
    await expectNext(1);
  });
});

describe("R-103: its people, meanwhile", () => {
  it.each(orders)("are decided about by a person, recorded %s: what came first stands", async (place) => {
    const { stage, campaignId, attemptId, said, change, meet, expectCounted } = await stalled(theatre, 200);
    const drop = { campaignId, calls: [attemptId], decision: "drop" as const };
    await meet(
      place,
      change((tx) => decideUnknown(tx, drop)),
    );
    expect(said).toMatchObject(
      place === "first"
        ? { recorded: "late", refusal: "campaign.nothing_unknown" }
        : { recorded: "known", refusal: null },
    );
    expect(await stage.counts(campaignId)).toEqual(place === "first" ? { pending: 200 } : { failed: 200 });
    await expectCounted();
  });

  it.each(orders)("are sent to again by a person, recorded %s: once", async (place) => {
    const { stage, campaignId, attemptId, change, meet, expectNext } = await stalled(theatre, 200);
    const again = { campaignId, calls: [attemptId], decision: "send_again" as const };
    await meet(
      place,
      change((tx) => decideUnknown(tx, again)),
    );
    expect(await stage.counts(campaignId)).toEqual({ pending: 200 });
    await expectNext(200);
  });

  it.each(orders)("are found at the provider, recorded %s: what came first stands", async (place) => {
    const { stage, campaignId, attemptId, change, meet } = await stalled(theatre, 200);
    await meet(
      place,
      change((tx) => acceptFoundCall(tx, attemptId, "order-1")),
    );
    expect(await stage.counts(campaignId)).toEqual(place === "first" ? { pending: 200 } : { accepted: 200 });
  });

  it("R-117: are told of by a report: who is known of stays so", async () => {
    const { stage, campaignId, wakes } = await stalled(theatre, 200);
    const first = "SELECT min(id::text)::uuid FROM messages WHERE workspace_id = $1";
    await theatre.owner().query(`UPDATE messages SET state = 'delivered' WHERE id = (${first})`, [stage.workspace.id]);
    await wakes();
    expect(await stage.counts(campaignId)).toEqual({ pending: 199, delivered: 1 });
  });

  it("R-131, R-136: opted out or were erased: they are left out", async () => {
    const { stage, campaignId, wakes, other } = await stalled(theatre, 200);
    await theatre.owner().query(
      `INSERT INTO suppressions (workspace_id, msisdn, reason, source)
       SELECT workspace_id, msisdn, 'stop', 'test' FROM messages WHERE workspace_id = $1 ORDER BY id LIMIT 2`,
      [stage.workspace.id],
    );
    const last = "SELECT id FROM messages WHERE workspace_id = $1 ORDER BY id DESC LIMIT 3";
    await theatre
      .owner()
      .query(`UPDATE messages SET msisdn = NULL, body = '' WHERE id IN (${last})`, [stage.workspace.id]);
    await wakes();
    const call = await begin(stage, await other("two"));
    expect(call.kind === "begun" && call.call.items.length).toBe(195);
    expect(await stage.counts(campaignId)).toEqual({ pending: 195, skipped: 5 });
  });
});

describe("its chunk moves to the second connection, meanwhile", () => {
  async function withSecond(people: number) {
    const scene = await stalled(theatre, people);
    const second = await addConnection(theatre, scene.stage, "turkeysms");
    await nameSecond(theatre, scene.stage, second, scene.campaignId);
    const expectThere = async (count: number) => {
      const text =
        "SELECT count(*)::int AS n FROM messages WHERE campaign_id = $1 AND connection_id = $2 AND state = 'pending'";
      const { rows } = await theatre.owner().query(text, [scene.campaignId, second.connectionId]);
      expect(rows).toEqual([{ n: count }]);
      const next = await scene.other("three");
      expect(next.connectionId).toBe(second.connectionId);
      expect(await scene.sql(findDrift)).toEqual([]);
    };
    return { ...scene, second, expectThere };
  }

  it.each(orders)("because the first was given up, recorded %s: they go out on the second", async (place) => {
    const { campaignId, sql, change, step, meet, expectThere } = await withSecond(300);
    await change((tx) => giveUpFirst(tx, { campaignId, code: "quota_exceeded" }))();
    await meet(
      place,
      step(async (tx) => {
        await moveRest(tx, campaignId);
      }),
    );
    await sql((tx) => moveRest(tx, campaignId));
    await expectThere(300);
  });

  it.each(orders)(
    "because the first refused the rest, recorded %s: nobody who is held is told as failed",
    async (place) => {
      const { stage, campaignId, step, other, meet, expectThere } = await withSecond(300);
      const two = await other("two");
      const call = await begin(stage, two);
      if (call.kind !== "begun") throw new Error("not begun");
      const held = { state: "held", reason: "provider_rejected", providerCode: "X" } as const;
      await settle(
        stage,
        call.call,
        call.call.items.map(() => held),
      );
      await meet(
        place,
        step(async (tx) => {
          expect(await moveHeld(tx, two)).toBe(place === "second");
        }),
      );
      if (place === "second") return expectThere(300);
      expect(await stage.counts(campaignId)).toEqual({ pending: 200, held: 100 });
    },
  );
});
