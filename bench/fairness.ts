import { newId } from "#lib/infra/ids";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { type Hall, withHall } from "./hall.ts";
import { reach, type Scene, startCampaign } from "./scene.ts";

const PEOPLE = [240_000, 120_000] as const;
/** Every answer takes this long, so that a worker's slots are what the two workspaces share. */
const CALL_MS = 100;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const SINGLES = 50;
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const TARGET = 0.98;
const MOST_DELAY_MS = 100;
const LONGEST_MS = 20_000;

/** 1 when all get the same, 1/n when one gets everything. */
function jain(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  return (sum * sum) / (shares.length * shares.reduce((total, share) => total + share * share, 0));
}

async function acceptedOf({ query }: Hall, campaignId: string): Promise<number> {
  const [row] = await query<{ n: number }>(
    "SELECT coalesce(sum(messages), 0)::int AS n FROM message_stats WHERE campaign_id = $1 AND state IN ('accepted', 'delivered')",
    [campaignId],
  );
  return row?.n ?? 0;
}

/** Sends single messages one after the other from a third workspace; the wait of the slowest in a hundred. */
async function singlesP99({ query, send }: Hall, { workspaceId, connectionId }: Scene): Promise<number> {
  const waits: number[] = [];
  for (let n = 0; n < SINGLES; n += 1) {
    const id = newId();
    await query(
      `INSERT INTO messages (workspace_id, id, connection_id, source, sender, msisdn, body, encoding, parts, state)
       VALUES ($1, $2, $3, 'campaign', 'MAGAZA', $4, 'Kodunuz hazır.', 'tr7', 1, 'pending')`,
      [workspaceId, id, connectionId, 905_390_000_000 + n],
    );
    const startedAt = performance.now();
    await send("message.send", { workspaceId, messageId: id });
    for (;;) {
      const [row] = await query<{ state: string }>("SELECT state FROM messages WHERE workspace_id = $1 AND id = $2", [
        workspaceId,
        id,
      ]);
      if (row?.state === "accepted") break;
      if (performance.now() - startedAt > LONGEST_MS) {
        const [connection] = await query<{ last_error: string }>("SELECT last_error FROM connections WHERE id = $1", [
          connectionId,
        ]);
        throw new Error(`a single message stays ${row?.state}; ${connection?.last_error}`);
      }
      await new Promise((resume) => setTimeout(resume, 2));
    }
    waits.push(performance.now() - startedAt);
  }
  waits.sort((one, other) => one - other);
  return waits[Math.ceil(waits.length * 0.99) - 1] ?? 0;
}

interface Fairness extends BenchRun {
  readonly delayMs: number;
}

async function measure(hall: Hall, scenes: readonly Scene[], alone: Scene): Promise<Fairness> {
  const { query } = hall;
  const idle = await singlesP99(hall, alone);
  const campaigns = await Promise.all(scenes.map((scene) => startCampaign(query, scene)));
  for (const scene of scenes) await hall.wake(scene);
  for (const campaignId of campaigns) await reach(query, campaignId, "sending");
  const before = await Promise.all(campaigns.map((id) => acceptedOf(hall, id)));
  const endsAt = performance.now() + SECONDS * 1_000;
  const loaded = await singlesP99(hall, alone);
  await new Promise((resume) => setTimeout(resume, Math.max(0, endsAt - performance.now())));
  const after = await Promise.all(campaigns.map((id) => acceptedOf(hall, id)));
  const states = await query<{ state: string }>("SELECT state FROM campaigns WHERE id = ANY ($1)", [campaigns]);
  if (states.some(({ state }) => state !== "sending")) throw new Error("one campaign ended before it was measured");
  await query("UPDATE campaigns SET state = 'cancelled' WHERE id = ANY ($1)", [campaigns]);
  await query("UPDATE chunks SET state = 'settled', lease_until = NULL WHERE campaign_id = ANY ($1)", [campaigns]);
  const value = jain(after.map((n, at) => n - (before[at] ?? 0)));
  return { value, baseline: 1, ratio: value, delayMs: loaded - idle };
}

/** How equally two workspaces of different size share a worker, and what a single message waits meanwhile. */
export default function fairness(context: BenchContext): Promise<BenchResult> {
  return withHall(context, CALL_MS, async (hall) => {
    await hall.worker();
    const scenes = [await hall.scene("iletiniz", PEOPLE[0]), await hall.scene("iletiniz", PEOPLE[1])];
    const alone = await hall.scene("iletiniz", 0);
    const measured: Fairness[] = [];
    for (let n = 1; n <= RUNS; n += 1) {
      const run = await measure(hall, scenes, alone);
      measured.push(run);
      context.say(`run ${n}: Jain ${run.value.toFixed(4)}, a single message waits ${run.delayMs.toFixed(0)} ms more`);
    }
    const runs = measured.map(({ value, baseline, ratio }) => ({ value, baseline, ratio }));
    const delays = measured.map((run) => run.delayMs).sort((one, other) => one - other);
    const delay = delays[Math.floor(delays.length / 2)] ?? 0;
    const middle = median(runs);
    const pass = middle.ratio >= TARGET && delay <= MOST_DELAY_MS;
    return {
      ...{ name: "fairness", unit: "Jain index", ...middle, target: TARGET, pass, runs },
      notes: [
        `value: Jain's index of what two workspaces (${PEOPLE.join(" and ")} people) got through one worker in ${SECONDS} s, answers taking ${CALL_MS} ms`,
        `a single message of a third workspace waited ${delay.toFixed(0)} ms more than at rest (99th percentile, median of the runs; at most ${MOST_DELAY_MS})`,
      ],
    };
  });
}
