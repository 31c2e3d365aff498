import { expect, it } from "vitest";
import { type BeganCall, beginCall } from "#lib/domain/messages/commands/begin-call";
import { bookBeyondTurn, bookTurn, TurnLost } from "#lib/domain/messages/commands/book-rate";
import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
import { driverOf } from "#lib/gate/drivers";
import { jobScope } from "#lib/gate/job";
import { systemClock } from "#lib/infra/clock";
import { newId } from "#lib/infra/ids";
import { sendChunk } from "./dispatch.ts";
import { Gauge, Gauges } from "./gauge.ts";
import { openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { ready } from "./steps.fixture.ts";
import { workerTimes } from "./times.ts";

const theatre = openTheatre();
const CHUNKS = 6;

/** A campaign that is being sent at a pace, with every chunk of it in the hands of some worker. */
async function inManyHands(stage: Stage): Promise<ChunkLease[]> {
  const campaignId = await stage.makeCampaign({ people: 0, state: "draft" });
  const { id: workspaceId, person } = stage.workspace;
  const run = (text: string, ...values: unknown[]) => theatre.owner().query(text, [workspaceId, campaignId, ...values]);
  await run(
    "UPDATE campaigns SET state = 'sending', pace = 60, sender_name = 'MAGAZA', started_by_id = $3 WHERE workspace_id = $1 AND id = $2",
    person.id,
  );
  const leases: ChunkLease[] = [];
  for (let no = 0; no < CHUNKS; no += 1) {
    const [chunkId, messageId] = [newId(), newId()];
    await run(
      `INSERT INTO messages (workspace_id, campaign_id, id, connection_id, source, sender, msisdn, body, encoding, parts, state)
       VALUES ($1, $2, $3, $4, 'campaign', 'MAGAZA', $5, 'Merhaba', 'gsm7', 1, 'pending')`,
      ...[messageId, stage.connectionId, 905_300_000_000 + no],
    );
    await run(
      `INSERT INTO chunks (workspace_id, campaign_id, id, no, first_id, last_id, state, fence, lease_until)
       VALUES ($1, $2, $3, $4, $5, $5, 'open', 1, now() + interval '1 minute')`,
      ...[chunkId, no, messageId],
    );
    const at = { chunkId, campaignId, connectionId: stage.connectionId, firstId: messageId, lastId: messageId };
    leases.push({ ...at, provider: "iletiniz", fence: 1, pace: 60, troubledKey: null, hasSecond: false });
  }
  return leases;
}

const waitsOf = (calls: readonly BeganCall[]) =>
  calls.flatMap((one) => (one.kind === "begun" ? [one.call.waitMs] : []));

/** Begins a call for every chunk in the same moment. */
function beginAll(stage: Stage, leases: readonly ChunkLease[], perSecond: number | null): Promise<BeganCall[]> {
  const options = {
    leaseMs: 30_000,
    limit: 200,
    isOneText: false,
    reachesForeign: true,
    perSecond,
    hasTurn: false,
    now: new Date(),
  };
  return Promise.all(
    leases.map((lease) =>
      stage.workspace.sql((sql) => beginCall(sql, lease, { ...options, attemptId: newId(), fromId: lease.firstId })),
    ),
  );
}

// A call that waits longer than a lease is given up, and its people are told of as failed although nobody asked the provider.
it("R-110 calls that begin in one moment take turns: none is booked further ahead than a worker waits", async () => {
  const stage = await setStage(theatre);
  const leases = await inManyHands(stage);
  const startedAt = performance.now();
  const byPace = await beginAll(stage, leases, null);
  const passed = Math.floor((performance.now() - startedAt) / 1_000);
  expect(Math.max(...waitsOf(byPace))).toBeLessThanOrEqual(1_000);
  // One a second: the one that goes now, the one a second ahead, and one for each second that a busy machine took to ask.
  expect(waitsOf(byPace).length).toBeLessThanOrEqual(2 + passed);
  expect(byPace.filter(({ kind }) => kind === "not_now")).toHaveLength(CHUNKS - waitsOf(byPace).length);

  const other = await setStage(theatre);
  const unpaced = (await inManyHands(other)).map((lease) => ({ ...lease, pace: null }));
  const byRate = await beginAll(other, unpaced, 1);
  expect(waitsOf(byRate).length).toBeGreaterThan(0);
  expect(Math.max(...waitsOf(byRate))).toBeLessThanOrEqual(1_000);
});

it("R-110 turns are booked one after the other, no further ahead than workers wait, and few that were missed come late", async () => {
  const { workspace, connectionId } = await setStage(theatre);
  const { atOnce } = jobScope(workspace.id);
  const turns = async (many: number) =>
    (await Promise.all(Array.from({ length: many }, () => bookTurn(atOnce, connectionId, 10)))).flatMap((waitMs) =>
      waitMs === null ? [] : [waitMs],
    );
  // A busy machine takes its time to ask, and each tenth of a second that goes by meanwhile is a turn of its own.
  const inTime = async () => {
    const startedAt = performance.now();
    const waits = await turns(40);
    return { waits, passed: Math.ceil((performance.now() - startedAt) / 100) };
  };

  const first = await inTime();
  // What a second has room for, the one that goes at once, and up to two tenths of a second that nobody had used.
  expect(first.waits.length).toBeGreaterThanOrEqual(11);
  expect(first.waits.length).toBeLessThanOrEqual(14 + first.passed);
  expect(Math.max(...first.waits)).toBeLessThanOrEqual(1_000);

  await theatre
    .owner()
    .query("UPDATE connections SET rate_free_at = now() - interval '1 hour' WHERE id = $1", [connectionId]);
  const late = await inTime();
  expect(late.waits.filter((waitMs) => waitMs === 0).length).toBeLessThanOrEqual(4 + late.passed);
  expect(late.waits.length).toBeLessThanOrEqual(14 + late.passed);
});

it("R-110 a call for many books everybody beyond its turn, and leaves nothing behind where there is no room", async () => {
  const stage = await setStage(theatre);
  const free = (at: string) =>
    theatre.owner().query(`UPDATE connections SET rate_free_at = ${at} WHERE id = $1`, [stage.connectionId]);
  const beyond = (people: number) => stage.workspace.sql((sql) => bookBeyondTurn(sql, stage.connectionId, people, 10));
  await free("now()");
  await beyond(1);
  expect((await bookTurn(jobScope(stage.workspace.id).atOnce, stage.connectionId, 10)) ?? -1).toBeLessThan(100);
  await beyond(51);
  await expect(beyond(2)).rejects.toThrow(TurnLost);
  await expect(bookTurn(jobScope(stage.workspace.id).atOnce, stage.connectionId, 10)).resolves.toBeNull();
});

// A chunk that waited in hand lost its lease, was taken again and waited again: nothing went out any more.
it("R-110 a chunk whose turn comes after its lease is given back, and its connection rests until then", async () => {
  const { stage, lease } = await ready(theatre, 3);
  const gauge = new Gauge(1);
  gauge.pace.start(performance.now(), 50_000);
  const { signal } = new AbortController();
  const nobody = () => undefined;
  const context = {
    ...{
      name: "one",
      times: workerTimes(),
      clock: systemClock,
      gauges: new Gauges(1),
      stopping: signal,
      giveUp: signal,
    },
    ...{ wake: nobody, tell: nobody, driver: driverOf, pollDriver: driverOf },
  };
  const hand = {
    context,
    job: jobScope(stage.workspace.id),
    lease,
    gauge,
    driver: driverOf("iletiniz"),
    firstPollMs: 1,
  };
  expect(await sendChunk(hand)).toBe("given_back");
  const { rows } = await theatre.owner().query(
    `SELECT c.lease_until, extract(epoch FROM n.not_before - now())::int AS rests,
       (SELECT count(*)::int FROM dispatch_attempts a WHERE a.workspace_id = c.workspace_id) AS calls
     FROM chunks c JOIN connections n ON n.workspace_id = c.workspace_id WHERE c.workspace_id = $1`,
    [stage.workspace.id],
  );
  expect(rows).toEqual([{ lease_until: null, rests: expect.any(Number), calls: 0 }]);
  expect(rows[0].rests).toBeGreaterThan(30);
});
