import { describe, expect, it } from "vitest";
import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
import { endUnsure } from "#lib/domain/messages/commands/end-lease";
import { jobScope } from "#lib/gate/job";
import { newId } from "#lib/infra/ids";
import { takeBackUnsure } from "./recording.ts";
import { eventually, openTheatre, type Stage } from "./stage.fixture.ts";
import { begin, beginShort, claim, ready } from "./steps.fixture.ts";

const theatre = openTheatre();

/** What has begun in the workspace, as the database keeps it. */
async function attempts({ workspace }: Stage) {
  const text = "SELECT state, cardinality(message_ids) AS people FROM dispatch_attempts WHERE workspace_id = $1";
  return (await theatre.owner().query<{ state: string; people: number }>(text, [workspace.id])).rows;
}

describe("a call that is begun by one statement", () => {
  it("R-101: is one like any other: for the same people, written down when it is back, and the only one of its chunk", async () => {
    const [short, long] = await Promise.all([ready(theatre, 300), ready(theatre, 300)]);
    const [one, other] = [await beginShort(short.stage, short.lease), await begin(long.stage, long.lease)];
    if (one?.kind !== "begun" || other.kind !== "begun") throw new Error("not begun");
    expect(one.call.items).toEqual(other.call.items);
    expect(one.call).toMatchObject({ sender: other.call.sender, isCommercial: false, waitMs: 0, fallback: [] });
    expect(await attempts(short.stage)).toEqual([{ state: "started", people: 200 }]);
    expect(await beginShort(short.stage, short.lease)).toMatchObject({ kind: "not_now" });
  });

  // Each of these has to be read, counted or written before or beside it.
  it.each<[what: string, change: string]>([
    ["the workspace has a cap for the day", "UPDATE workspaces SET daily_cap = 1000 WHERE id = $1"],
    ["the member has one", "UPDATE memberships SET daily_cap = 1000 WHERE workspace_id = $1"],
    ["somebody was erased", "UPDATE workspaces SET number_key_sealed = '\\x00' WHERE id = $1"],
    [
      "somebody of the call is suppressed",
      "INSERT INTO suppressions (workspace_id, msisdn, reason, source) SELECT workspace_id, msisdn, 'stop', 'test' FROM messages WHERE workspace_id = $1 ORDER BY id LIMIT 1",
    ],
  ])("R-120, R-131: begins nothing where %s", async (_, change) => {
    const { stage, lease } = await ready(theatre, 300);
    await theatre.owner().query(change, [stage.workspace.id]);
    expect(await beginShort(stage, lease)).toBeNull();
    expect(await attempts(stage)).toEqual([]);
  });

  it("R-105: begins nothing under a lease that another has by now", async () => {
    const { stage, lease } = await ready(theatre, 3);
    await theatre.owner().query("UPDATE chunks SET fence = fence + 1 WHERE workspace_id = $1", [stage.workspace.id]);
    expect(await beginShort(stage, lease)).toMatchObject({ kind: "not_now" });
    expect(await attempts(stage)).toEqual([]);
  });
});

describe("a call whose beginning got no answer, because the connection to the database dropped", () => {
  /** What a worker does then. */
  const takeBackFrom = ({ workspace }: Stage, lease: ChunkLease, attemptId: string) =>
    takeBackUnsure({ giveUp: new AbortController().signal }, jobScope(workspace.id), attemptId, (sql) =>
      endUnsure(sql, lease),
    );

  it("R-101: is taken back although the server is still at it and commits it only then", async () => {
    const { stage, campaignId, lease } = await ready(theatre, 300);
    const attemptId = newId();
    const other = await theatre.owner().connect();
    await other.query("BEGIN");
    await other.query("SELECT FROM chunks WHERE workspace_id = $1 FOR UPDATE", [stage.workspace.id]);
    const { rows: mine } = await other.query<{ id: string }>("SELECT pg_current_xact_id()::text AS id");
    const waiting = async () => {
      const text = `SELECT FROM pg_locks WHERE NOT granted AND (transactionid::text = $1
        OR relation = 'chunks'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;
      return (await theatre.owner().query(text, [mine[0]?.id])).rowCount;
    };
    // Nobody reads this answer: for the server the statement of a dropped connection goes on like any other.
    const unread = beginShort(stage, lease, attemptId);
    await eventually("the statement waits in the server", async () => (await waiting()) === 1);
    const takenBack = takeBackFrom(stage, lease, attemptId);
    // Whoever waits already is not overtaken.
    await Promise.race([takenBack, eventually("both wait", async () => (await waiting()) === 2)]);
    await other.query("COMMIT");
    other.release();
    expect(await unread).toMatchObject({ kind: "begun" });
    expect(await takenBack).toBe("settled");
    expect(await attempts(stage)).toEqual([{ state: "settled", people: 200 }]);
    expect(await stage.counts(campaignId)).toEqual({ pending: 300 });
    expect(await claim(stage, "two")).toMatchObject({ chunkId: lease.chunkId });
  });

  it("R-101: begins nothing when the server comes to it only after it was taken back", async () => {
    const { stage, lease } = await ready(theatre, 3);
    const attemptId = newId();
    expect(await takeBackFrom(stage, lease, attemptId)).toBe("known");
    expect(await beginShort(stage, lease, attemptId)).toMatchObject({ kind: "not_now" });
    expect(await attempts(stage)).toEqual([]);
  });
});
