import { join } from "node:path";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { copyRate } from "./copy-rows.ts";
import { prepared, sendPrepared } from "./hall.ts";
import { type Room, withRoom } from "./room.ts";
import { type Scene, setScene } from "./scene.ts";

const PEOPLE = 100_000;
const RUNS = 5;
const TARGET = 0.1;

/** Prepares a campaign while its connection is held, measures the baseline, then lets go until every result is durable. */
async function measure(room: Room, scene: Scene): Promise<BenchRun & { by: string; prepareMs: number }> {
  const preparedFrom = performance.now();
  const campaignId = await prepared(room, scene);
  const prepareMs = performance.now() - preparedFrom;
  const rows = `SELECT * FROM messages WHERE campaign_id = '${campaignId}' ORDER BY id`;
  const plan = { rows, like: "messages", keys: ["PRIMARY KEY (workspace_id, id)"] } as const;
  const base = await copyRate(room.ownerUrl, room.query, plan, join(room.folder, "rows"));
  const value = await sendPrepared(room, scene, campaignId);
  return { value, baseline: base.perSecond, ratio: value / base.perSecond, by: base.by, prepareMs };
}

/** Sends 100,000 messages to the stand-in with results durable, against COPY of the same rows on the same server. */
export default function dispatch(context: BenchContext): Promise<BenchResult> {
  return withRoom(context, async (room) => {
    const sandbox = await room.sandbox();
    await room.worker(sandbox.addresses);
    const scene = await setScene(room.query, sandbox, PEOPLE);
    const measured: (BenchRun & { by: string })[] = [];
    for (let n = 1; n <= RUNS; n += 1) {
      const run = await measure(room, scene);
      measured.push(run);
      context.say(
        `run ${n}: ${Math.round(run.value)}/s against ${Math.round(run.baseline)}/s, prepared in ${Math.round(run.prepareMs)} ms`,
      );
    }
    const runs = measured.map(({ value, baseline, ratio }) => ({ value, baseline, ratio }));
    const middle = median(runs);
    return {
      ...{ name: "dispatch", unit: "messages/s", ...middle, target: TARGET, pass: middle.ratio >= TARGET, runs },
      notes: [
        `value: ${PEOPLE} messages from the first attempt to the last recorded answer, 200 to a call, worker, stand-in and server on this machine`,
        `baseline: ${measured[0]?.by} of the same rows into a table with the same columns and only a primary key, same server, same minute`,
      ],
    };
  });
}
