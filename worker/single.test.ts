import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginSingle, holdSingle } from "#lib/domain/messages/commands/begin-single";
import { reclaimLeases } from "#lib/domain/messages/commands/reclaim-leases";
import { codeDots } from "#lib/domain/test-sends/model";
import { jobScope } from "#lib/gate/job";
import { Secret } from "#lib/infra/crypto/secret";
import { sealIn } from "#lib/infra/crypto/vault";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";
import { takeBackUnsure } from "./recording.ts";
import { eventually, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

/** Where a message of no campaign is handed over. */
const ALONE = { path: "/v1/messages" };

interface Single {
  readonly body?: string;
  readonly source?: "test" | "verification";
  /** How many jobs ask for it. */
  readonly jobs?: number;
}

async function send(
  stage: Stage,
  { body = "Deneme iletisi", source = "test", jobs = 1 }: Single = {},
): Promise<string> {
  const id = newId();
  await stage.workspace.transact(async (tx) => {
    const { db, workspaceId } = tx;
    if (source === "test") {
      await db.testNumber.createMany({
        data: { workspaceId, id: newId(), userId: stage.workspace.person.id, msisdn: 905_321_112_233n },
        skipDuplicates: true,
      });
    } else {
      const place = { purpose: "test-number", rowId: id } as const;
      await db.testNumber.create({
        data: {
          ...{ workspaceId, id, userId: stage.workspace.person.id, msisdn: 905_321_112_233n },
          codeSealed: await sealIn(tx, place, new Secret("482931")),
        },
      });
    }
    await db.message.create({
      data: {
        ...{ workspaceId, id, connectionId: stage.connectionId, sender: "MAGAZA", msisdn: 905_321_112_233n },
        ...{ source, state: "pending", body, encoding: "gsm7", parts: 1 },
      },
    });
    for (let job = 0; job < jobs; job += 1) await enqueue(db, "message.send", { workspaceId, messageId: id });
  });
  return id;
}

async function stateOf(stage: Stage, id: string) {
  const { rows } = await theatre
    .owner()
    .query<{ state: string; reason: string | null }>(
      "SELECT state, reason FROM messages WHERE workspace_id = $1 AND id = $2",
      [stage.workspace.id, id],
    );
  return rows[0];
}

const ends = (stage: Stage, id: string, state: string) =>
  eventually(`message ${state}`, async () => (await stateOf(stage, id))?.state === state);

describe("a single message", () => {
  it("goes out once although several jobs ask for it, and its report arrives", async () => {
    const stage = await setStage(theatre);
    const id = await send(stage, { jobs: 3 });
    await ends(stage, id, "delivered");
    expect(await stage.ledger()).toHaveLength(1);
  });

  it("carries the code instead of the dots, and keeps the dots", async () => {
    const stage = await setStage(theatre);
    const id = await send(stage, { body: `Kodunuz: ${codeDots}`, source: "verification" });
    await ends(stage, id, "delivered");
    expect((await stage.ledger()).map((line) => line.body)).toEqual(["Kodunuz: 482931"]);
    const kept = await theatre.owner().query("SELECT body FROM messages WHERE id = $1", [id]);
    expect(kept.rows).toEqual([{ body: `Kodunuz: ${codeDots}` }]);
  });

  it("is unknown, and stays so, when the answer is lost", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "reset", when: "after" }, ALONE);
    const id = await send(stage);
    await ends(stage, id, "unknown");
    await stage.workspace.transact(({ db, workspaceId }) =>
      enqueue(db, "message.send", { workspaceId, messageId: id }),
    );
    const other = await send(stage);
    await ends(stage, other, "delivered");
    expect(await stage.ledger()).toHaveLength(2);
    expect(await stateOf(stage, id)).toMatchObject({ state: "unknown" });
  });

  it("goes out while the provider leaves every question for a report open", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "hang" }, { path: "/v1/messages", method: "GET", times: null });
    for (let earlier = 0; earlier < 6; earlier += 1) await ends(stage, await send(stage), "accepted");
    const open = async () => {
      const { rows } = await theatre
        .owner()
        .query(
          "SELECT id, started_on FROM pgboss.job WHERE name = 'message.poll' AND state = 'active' AND data->>'workspaceId' = $1",
          [stage.workspace.id],
        );
      return rows.map((row) => JSON.stringify(row));
    };
    // By what is open before and after, because on a busy machine a question may be given up meanwhile.
    await eventually("a message that waits for none of four questions", async () => {
      const before = await open();
      if (before.length < 4) return false;
      await ends(stage, await send(stage), "accepted");
      const after = await open();
      return before.every((question) => after.includes(question));
    });
    await stage.clearSwitches();
  });

  it("tries again after a limit, and fails in plain words at a refusal", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "status", status: 429, retry_after: 1 }, ALONE);
    const id = await send(stage);
    await ends(stage, id, "delivered");
    await stage.switchOn({ kind: "refuse", code: "INVALID_RECIPIENT" }, ALONE);
    const refused = await send(stage);
    await ends(stage, refused, "failed");
    expect(await stateOf(stage, refused)).toEqual({ state: "failed", reason: "invalid_recipient" });
    await stage.switchOn({ kind: "status", status: 402, code: "quota_exceeded" }, ALONE);
    const without = await send(stage);
    await ends(stage, without, "failed");
    expect(await stateOf(stage, without)).toEqual({ state: "failed", reason: "quota_exceeded" });
  });

  it("R-101 is pending as before when its beginning got no answer and is written only then", async () => {
    const stage = await setStage(theatre);
    const [id, attemptId] = [await send(stage, { jobs: 0 }), newId()];
    const job = jobScope(stage.workspace.id);
    const giveUp = new AbortController().signal;
    const waiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    const [takenBack] = await job.sql(async (sql) => {
      expect(await beginSingle(sql, id, attemptId)).toMatchObject({ kind: "begun" });
      const taking = takeBackUnsure({ giveUp }, job, attemptId, (other) => holdSingle(other, id));
      const isWaiting = async () => (await theatre.owner().query(waiting)).rowCount === 1;
      await Promise.race([taking, eventually("it waits for what is under way", isWaiting)]);
      return [taking];
    });
    expect(await takenBack).toBe("settled");
    const text = "SELECT state FROM dispatch_attempts WHERE id = $1";
    expect((await theatre.owner().query(text, [attemptId])).rows).toEqual([{ state: "settled" }]);
    expect(await stateOf(stage, id)).toMatchObject({ state: "pending" });
  });

  it("R-105 is told as failed when its call was given up and never made: nobody is left who would send it", async () => {
    const stage = await setStage(theatre);
    const [id, attemptId] = [await send(stage, { jobs: 0 }), newId()];
    const job = jobScope(stage.workspace.id);
    await job.sql((sql) => beginSingle(sql, id, attemptId));
    await job.sql((sql) => reclaimLeases(sql, 0));
    expect(await stateOf(stage, id)).toEqual({ state: "unknown", reason: "worker_lost" });
    const giveUp = new AbortController().signal;
    expect(await takeBackUnsure({ giveUp }, job, attemptId, (sql) => holdSingle(sql, id))).toBe("late");
    expect(await stateOf(stage, id)).toEqual({ state: "failed", reason: "provider_unavailable" });
  });

  it("R-120 counts against the operator's limit, and is not sent above it", async () => {
    const stage = await setStage(theatre);
    await theatre.owner().query("UPDATE workspaces SET daily_limit = 2 WHERE id = $1", [stage.workspace.id]);
    const sent = await Promise.all([send(stage), send(stage), send(stage)]);
    const ended = async () =>
      (await Promise.all(sent.map((id) => stateOf(stage, id)))).map((row) => `${row?.state}`).sort();
    await eventually("two went", async () => `${await ended()}` === "delivered,delivered,failed");
    const [refused] = await stage.workspace.transact(({ db }) => db.message.findMany({ where: { state: "failed" } }));
    expect(refused).toMatchObject({ reason: "over_limit" });
    expect(await stage.ledger()).toHaveLength(2);
  });

  it("is not sent to a suppressed number, nor without a usable connection", async () => {
    const stage = await setStage(theatre);
    await theatre.owner().query("UPDATE connections SET state = 'needs_reconnect' WHERE id = $1", [stage.connectionId]);
    const without = await send(stage);
    await ends(stage, without, "failed");
    await theatre.owner().query("UPDATE connections SET state = 'active' WHERE id = $1", [stage.connectionId]);
    await theatre
      .owner()
      .query(
        "INSERT INTO suppressions (workspace_id, msisdn, reason, source) VALUES ($1, 905321112233, 'opt_out', 'test')",
        [stage.workspace.id],
      );
    const suppressed = await send(stage);
    await ends(stage, suppressed, "skipped");
    expect(await stage.ledger()).toEqual([]);
  });
});
