import { join } from "node:path";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { copyRate } from "./copy-rows.ts";
import { prepared, sendPrepared, withHall } from "./hall.ts";

const PEOPLE = 100_000;
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const TARGET = 0.3;

/** Sends 100,000 messages, 200 to a call, to a minimal provider with results durable, against COPY of as many rows. */
export default function dispatchBatch(context: BenchContext): Promise<BenchResult> {
  return withHall(context, 0, async (hall) => {
    const { query, ownerUrl, folder } = hall;
    await hall.worker();
    const scene = await hall.scene("iletiniz", PEOPLE);
    const runs: BenchRun[] = [];
    let by = "";
    for (let n = 1; n <= RUNS; n += 1) {
      const campaignId = await prepared(hall, scene);
      const rows = `SELECT * FROM messages WHERE campaign_id = '${campaignId}' ORDER BY id`;
      const plan = { rows, like: "messages", keys: ["PRIMARY KEY (workspace_id, id)"] } as const;
      const base = await copyRate(ownerUrl, query, plan, join(folder, "rows"));
      by = base.by;
      const value = await sendPrepared(hall, scene, campaignId);
      runs.push({ value, baseline: base.perSecond, ratio: value / base.perSecond });
      context.say(`run ${n}: ${Math.round(value)}/s against ${Math.round(base.perSecond)}/s`);
    }
    const middle = median(runs);
    return {
      ...{ name: "dispatch-batch", unit: "messages/s", ...middle, target: TARGET, pass: middle.ratio >= TARGET, runs },
      notes: [
        `value: ${PEOPLE} messages, 200 to a call, from the first attempt to the last recorded answer, to a provider that answers at once`,
        `baseline: ${by} of the same rows into a table with the same columns and only a primary key, same server, same minute`,
      ],
    };
  });
}
