import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { type Hall, withHall } from "./hall.ts";
import { mostMemory } from "./memory.ts";
import { reach, startCampaign } from "./scene.ts";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 1_000_000);
const FEWER = PEOPLE / 10;
const RUNS = Number(process.env.BENCH_RUNS ?? 1);
const TARGET = 1.15;
const MOST_MB = 200;
const LIMIT_MS = 600_000;

/** The most memory that a worker held while it prepared and sent one campaign. */
async function memoryFor(hall: Hall, people: number): Promise<number> {
  const scene = await hall.scene("iletiniz", people);
  const worker = await hall.worker();
  const campaignId = await startCampaign(hall.query, scene);
  await hall.wake(scene);
  await reach(hall.query, campaignId, "settling", LIMIT_MS);
  const mb = await mostMemory(worker.pid);
  await hall.query("UPDATE chunks SET state = 'settled' WHERE campaign_id = $1", [campaignId]);
  await worker.stop();
  return mb;
}

/** Memory of a worker over a campaign to a million people, against one to a tenth of them. */
export default function campaignMemory(context: BenchContext): Promise<BenchResult> {
  return withHall(context, 0, async (hall) => {
    // The first start of an installation compiles; every later one finds what that gave.
    await (await hall.worker()).stop();
    const runs: BenchRun[] = [];
    for (let n = 1; n <= RUNS; n += 1) {
      const baseline = await memoryFor(hall, FEWER);
      const value = await memoryFor(hall, PEOPLE);
      runs.push({ value, baseline, ratio: value / baseline });
      context.say(`run ${n}: ${value} MB against ${baseline} MB`);
    }
    const middle = median(runs);
    const pass = middle.ratio <= TARGET && middle.value <= MOST_MB;
    return {
      ...{ name: "campaign-memory", unit: "MB", ...middle, target: TARGET, pass, runs },
      notes: [
        `value: the most memory (VmHWM) of a worker that prepared and sent ${PEOPLE} messages; at most ${MOST_MB} MB; less is better`,
        `baseline: the same for ${FEWER} messages, by a fresh worker; neither is the first that was started here`,
      ],
    };
  });
}
