import { hashPassword } from "#lib/infra/crypto/password-hash";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { type Room, withRoom } from "./room.ts";
import { reach, type Scene, setScene, startCampaign } from "./scene.ts";
import { launchWeb, type Web } from "./web.ts";

const PER_SECOND = 1_000;
const SECONDS = 30;
const IDLE_SECONDS = 15;
const RUNS = 5;
const PEOPLE = 60_000;
/** A worker makes eight calls of 200 messages at once, so each takes as long as makes a thousand messages a second and a few more. */
const CALL_MS = Math.round((8 * 200 * 1_000) / (PER_SECOND * 1.1));
/** Messages after which the worker makes as many calls at once as it may. */
const RUN_UP = 6_000;
/** What the stand-in takes in all, status questions included. */
const RATE = { per_second: 50, burst: 50 };
const WARM_UP_SECONDS = 5;
const BETWEEN_MS = 100;
const PASSWORD = "olcu icin uzun bir parola";
const TARGET = 2;

/** Opens the dashboard again and again, as somebody would who keeps looking, and gives the slowest of twenty. */
async function p95(web: Web, path: string, seconds: number): Promise<number> {
  const times: number[] = [];
  const endsAt = performance.now() + seconds * 1_000;
  while (performance.now() < endsAt) {
    times.push(await web.timeToFirstByte(path));
    await new Promise((resume) => setTimeout(resume, BETWEEN_MS));
  }
  times.sort((one, other) => one - other);
  return times[Math.ceil(times.length * 0.95) - 1] ?? 0;
}

/** One run: the page at rest, then while sending, and how much was sent meanwhile. */
async function measure({ query, wake }: Room, scene: Scene, web: Web): Promise<BenchRun & { perSecond: number }> {
  const path = `/w/${scene.slug}`;
  const idle = await p95(web, path, IDLE_SECONDS);
  const campaignId = await startCampaign(query, scene);
  const sent = async () => {
    const [row] = await query<{ sent: number }>(
      "SELECT coalesce(sum(messages), 0)::int AS sent FROM message_stats WHERE campaign_id = $1 AND state IN ('accepted', 'delivered')",
      [campaignId],
    );
    return row?.sent ?? 0;
  };
  await wake(scene);
  await reach(query, campaignId, "sending");
  while ((await sent()) < RUN_UP) await new Promise((resume) => setTimeout(resume, 50));
  const before = await sent();
  const loaded = await p95(web, path, SECONDS);
  const perSecond = Math.round(((await sent()) - before) / SECONDS);
  // The next run begins at rest: nothing of this one is sent or asked about any more.
  await query("UPDATE campaigns SET state = 'cancelled' WHERE id = $1", [campaignId]);
  await query("UPDATE chunks SET state = 'settled' WHERE campaign_id = $1", [campaignId]);
  return { value: loaded, baseline: idle, ratio: loaded / idle, perSecond };
}

function resultOf(measured: readonly (BenchRun & { perSecond: number })[]): BenchResult {
  const runs = measured.map(({ value, baseline, ratio }) => ({ value, baseline, ratio }));
  const speeds = measured.map((run) => run.perSecond).sort((one, other) => one - other);
  const usual = speeds[Math.floor(speeds.length / 2)] ?? 0;
  const middle = median(runs);
  return {
    ...{ name: "dashboard-under-load", unit: "ms", ...middle, target: TARGET },
    pass: middle.ratio <= TARGET && usual >= PER_SECOND,
    runs,
    notes: [
      `time to the first byte of the dashboard, 95th percentile over ${SECONDS} s, asked every ${BETWEEN_MS} ms; less is better`,
      `baseline: the same over ${IDLE_SECONDS} s while nothing is sent, before each run`,
      `${usual} messages/s went out meanwhile (median; the slowest run ${speeds[0]}); a median under ${PER_SECOND} fails`,
    ],
  };
}

/** How much slower the dashboard answers while a thousand messages a second go out on the same machine. */
export default function dashboardUnderLoad(context: BenchContext): Promise<BenchResult> {
  return withRoom(context, async (room) => {
    const { query } = room;
    const sandbox = await room.sandbox();
    const provider = { ...sandbox.addresses, ILETINIZ_CLIENT_ID: "tellal" };
    const web = room.ends(await launchWeb({ ...context.environment, ...provider }, context.say));
    await room.worker(provider);
    const scene = await setScene(query, sandbox, PEOPLE, RATE);
    const fault = { kind: "slow", ms: CALL_MS };
    await sandbox.control("/switches", { path: "/v1/messages/bulk", times: null, fault });
    await query("UPDATE users SET password_hash = $2 WHERE id = $1", [scene.personId, await hashPassword(PASSWORD)]);
    await web.signIn(`${scene.personId}@bench.invalid`, PASSWORD);
    await p95(web, `/w/${scene.slug}`, WARM_UP_SECONDS);
    const runs: (BenchRun & { perSecond: number })[] = [];
    for (let n = 1; n <= RUNS; n += 1) {
      const run = await measure(room, scene, web);
      runs.push(run);
      context.say(
        `run ${n}: ${run.value.toFixed(1)} ms against ${run.baseline.toFixed(1)} ms at rest, ${run.perSecond} messages/s`,
      );
    }
    return resultOf(runs);
  });
}
