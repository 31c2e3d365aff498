import { describe, expect, it } from "vitest";
import { applyReports } from "#lib/domain/messages/commands/apply-reports";
import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
import { claimPoll, endPoll } from "#lib/domain/messages/commands/claim-poll";
import { closeChunk, releaseChunk } from "#lib/domain/messages/commands/end-lease";
import { acceptFoundCall } from "#lib/domain/messages/commands/look-for-call";
import type { CallResult } from "#lib/domain/messages/commands/settle-call";
import { type MessageState, messageStates, type ReportedState, rank } from "#lib/domain/messages/model";
import { findDrift } from "#lib/domain/rollups/drift-queries";
import { openTheatre, type Stage } from "./stage.fixture.ts";
import { accepted, begin, claim, loseLeases, overlap, ready, settle } from "./steps.fixture.ts";

const theatre = openTheatre();

async function stats(stage: Stage) {
  const { rows } = await theatre
    .owner()
    .query<{ state: MessageState; messages: number }>(
      "SELECT state, messages FROM message_stats WHERE workspace_id = $1 AND messages <> 0",
      [stage.workspace.id],
    );
  expect(await stage.workspace.sql(findDrift)).toEqual([]);
  return Object.fromEntries(rows.map(({ state, messages }) => [state, messages]));
}

describe("R-105, R-106: leases and fences", () => {
  it("gives a chunk to one worker only, and no second call while one is open", async () => {
    const { stage, lease } = await ready(theatre, 500);
    expect(await claim(stage, "two")).toBeNull();
    expect(await begin(stage, lease)).toMatchObject({ kind: "begun" });
    expect(await begin(stage, lease)).toMatchObject({ kind: "not_now" });
    expect(await stage.workspace.sql((sql) => releaseChunk(sql, lease, "idle"))).toBe(false);
    expect(await stage.workspace.sql((sql) => closeChunk(sql, lease, 0))).toBe(false);
  });

  it("knows since when a chunk is put off: from the first time without anybody taken, until somebody is", async () => {
    const { stage, lease } = await ready(theatre, 500);
    const since = async () => {
      const text = "SELECT deferred_at AS at FROM chunks WHERE workspace_id = $1";
      return (await theatre.owner().query<{ at: Date | null }>(text, [stage.workspace.id])).rows[0]?.at ?? null;
    };
    let held: ChunkLease | null = lease;
    const giveBack = async (course: "put_off" | "idle" | "moved") => {
      if (held === null) throw new Error("nothing to give back");
      const present = held;
      await stage.workspace.sql((sql) => releaseChunk(sql, present, course));
      const at = await since();
      held = await claim(stage, "one");
      return at;
    };
    expect(await giveBack("idle")).toBeNull();
    const first = await giveBack("put_off");
    expect(first).toBeInstanceOf(Date);
    expect(await giveBack("put_off")).toEqual(first);
    expect(await giveBack("idle")).toEqual(first);
    expect(await giveBack("moved")).toBeNull();
  });

  it("lets a worker whose lease was taken over begin nothing", async () => {
    const { stage, lease } = await ready(theatre, 500);
    await loseLeases(theatre, stage);
    const next = await claim(stage, "two");
    expect(next?.fence).toBeGreaterThan(lease.fence);
    expect(await begin(stage, lease)).toMatchObject({ kind: "not_now" });
    expect(next === null ? null : await begin(stage, next)).toMatchObject({ kind: "begun" });
  });

  it("keeps the chunk as it was cut: the next worker goes on behind what is open", async () => {
    const { stage, campaignId, lease } = await ready(theatre, 300);
    const first = await begin(stage, lease);
    expect(await loseLeases(theatre, stage)).toEqual({ chunks: 1, unknown: 200 });
    const next = await claim(stage, "two");
    expect(next).toMatchObject({ chunkId: lease.chunkId, firstId: lease.firstId, lastId: lease.lastId });
    const second = next === null ? null : await begin(stage, next);
    expect(second?.kind === "begun" && second.call.items).toHaveLength(100);
    expect(first.kind === "begun" && first.call.items).toHaveLength(200);
    expect(await stage.counts(campaignId)).toEqual({ unknown: 200, pending: 100 });
  });
});

describe("a late answer", () => {
  it("turns the messages its own attempt made unknown into what became of them", async () => {
    const { stage, campaignId, lease } = await ready(theatre, 3);
    const began = await begin(stage, lease);
    if (began.kind !== "begun") throw new Error("not begun");
    await loseLeases(theatre, stage);
    const results: CallResult[] = [
      accepted(1),
      { state: "failed", reason: "invalid_recipient", providerCode: "INVALID_RECIPIENT" },
      // Certainly not taken: their turn comes again.
      { state: "pending" },
    ];
    expect(await settle(stage, began.call, results)).toBe("late");
    expect(await stage.counts(campaignId)).toEqual({ accepted: 1, failed: 1, pending: 1 });
    expect(await stats(stage)).toEqual({ accepted: 1, failed: 1, pending: 1 });
  });

  it("is recorded once, however often it is repeated", async () => {
    const { stage, lease } = await ready(theatre, 2);
    const began = await begin(stage, lease);
    if (began.kind !== "begun") throw new Error("not begun");
    const { call } = began;
    expect(await settle(stage, call, [accepted(1), accepted(2)])).toBe("settled");
    expect(await settle(stage, call, [accepted(1), accepted(2)])).toBe("known");
    expect(await stats(stage)).toEqual({ accepted: 2 });
  });

  it("does not turn a call without a clear answer into anything else", async () => {
    const { stage, campaignId, lease } = await ready(theatre, 1);
    const began = await begin(stage, lease);
    if (began.kind !== "begun") throw new Error("not begun");
    const { call } = began;
    expect(await settle(stage, call, [{ state: "unknown", reason: "timeout" }])).toBe("settled");
    expect(await settle(stage, call, [{ state: "pending" }])).toBe("known");
    expect(await stage.counts(campaignId)).toEqual({ unknown: 1 });
  });
});

describe("R-103: people who are found while a round of questions ends", () => {
  async function unknownChunk() {
    const { stage, campaignId, lease } = await ready(theatre, 3);
    const began = await begin(stage, lease);
    if (began.kind !== "begun") throw new Error("not begun");
    await settle(stage, began.call, [accepted(1), accepted(2), { state: "unknown", reason: "reset" }]);
    await stage.workspace.sql((sql) => closeChunk(sql, lease, 0));
    const poll = await stage.workspace.sql((sql) => claimPoll(sql, "two", 60_000, []));
    if (poll === null) throw new Error("nothing to ask");
    const { rows } = await theatre
      .owner()
      .query<{ id: string }>("SELECT id FROM messages WHERE campaign_id = $1 AND state = 'accepted'", [campaignId]);
    const reports = rows.map(({ id }) => ({ messageId: id, state: "delivered" as const, providerCode: "delivered" }));
    await stage.workspace.sql((sql) => applyReports(sql, reports));
    const end = (hold = async () => {}) =>
      stage.workspace.sql(async (sql) => {
        await endPoll(sql, poll, 60_000);
        await hold();
      });
    const find = (hold = async () => {}) =>
      stage.workspace.transact(async (tx) => {
        await acceptFoundCall(tx, began.call.attemptId, "order-1");
        await hold();
      });
    return { stage, campaignId, end, find };
  }

  it.each(["find", "end"] as const)("are asked about, whichever is written first: %s", async (first) => {
    const { stage, campaignId, end, find } = await unknownChunk();
    await overlap(theatre, ...(first === "find" ? ([find, end] as const) : ([end, find] as const)));
    expect(await stage.counts(campaignId)).toEqual({ delivered: 2, accepted: 1 });
    expect(await stage.workspace.sql((sql) => claimPoll(sql, "three", 60_000, []))).not.toBeNull();
  });
});

describe("R-117: reports in any order", () => {
  const reported: readonly ReportedState[] = ["accepted", "rejected", "expired", "undelivered", "delivered"];

  it("are compared in the database by the rank of the model", async () => {
    const { rows } = await theatre
      .owner()
      .query<{ states: string[] }>("SELECT enum_range(NULL::message_state)::text[] AS states");
    const order = (rows[0]?.states ?? []).filter((state) => reported.some((one) => one === state));
    expect(order).toEqual([...reported].sort((one, other) => rank[one] - rank[other]));
    expect(new Set(rows[0]?.states)).toEqual(new Set(messageStates));
  });

  it.each([
    ["delivered", "undelivered", "expired"],
    ["undelivered", "delivered", "rejected"],
    ["expired", "undelivered", "delivered"],
  ] satisfies ReportedState[][])("settle on the furthest of %s, %s, %s, and the counts with it", async (...order) => {
    const { stage, campaignId, lease } = await ready(theatre, 1);
    const began = await begin(stage, lease);
    if (began.kind !== "begun") throw new Error("not begun");
    await settle(stage, began.call, [accepted(1)]);
    const { rows } = await theatre
      .owner()
      .query<{ id: string }>("SELECT id FROM messages WHERE campaign_id = $1", [campaignId]);
    for (const state of [...order, ...order]) {
      const report = { messageId: rows[0]?.id ?? "", state, providerCode: state };
      await stage.workspace.sql((sql) => applyReports(sql, [report]));
    }
    const furthest = [...order].sort((one, other) => rank[other] - rank[one])[0] ?? "accepted";
    expect(await stage.counts(campaignId)).toEqual({ [furthest]: 1 });
    expect(await stats(stage)).toEqual({ [furthest]: 1 });
  });
});
