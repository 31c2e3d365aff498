import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { type Hall, prepared, sendPrepared, withHall } from "./hall.ts";
import type { Scene } from "./scene.ts";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 60_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const TARGET = 1;

/** Sends one campaign with so many fresh workers; everybody must have been taken once. */
async function rateWith(hall: Hall, scene: Scene, count: number): Promise<number> {
  const workers = await Promise.all(Array.from({ length: count }, () => hall.worker()));
  const campaignId = await prepared(hall, scene);
  const before = (await hall.sink.taken()).taken;
  const rate = await sendPrepared(hall, scene, campaignId);
  const { taken, numbers } = await hall.sink.taken();
  if (taken - before !== PEOPLE || numbers !== PEOPLE) {
    throw new Error(`${taken - before} messages were taken for ${numbers} of ${PEOPLE} people`);
  }
  await Promise.all(workers.map((worker) => worker.stop()));
  return rate;
}

/** Two workers against one, where the provider is not the limit; nobody may get anything twice. */
export default function workers(context: BenchContext): Promise<BenchResult> {
  return withHall(context, 0, async (hall) => {
    const scene = await hall.scene("iletiniz", PEOPLE);
    const runs: BenchRun[] = [];
    for (let n = 1; n <= RUNS; n += 1) {
      const baseline = await rateWith(hall, scene, 1);
      const value = await rateWith(hall, scene, 2);
      runs.push({ value, baseline, ratio: value / baseline });
      context.say(`run ${n}: two ${Math.round(value)}/s, one ${Math.round(baseline)}/s`);
    }
    const middle = median(runs);
    return {
      ...{ name: "workers", unit: "messages/s", ...middle, target: TARGET, pass: middle.ratio >= TARGET, runs },
      notes: [
        `value: ${PEOPLE} messages, 200 to a call, by two workers started for it, to a provider that answers at once`,
        "baseline: the same by one worker; after each campaign the provider has taken every number once more",
      ],
    };
  });
}
