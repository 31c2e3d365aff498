import { Pool } from "undici";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { type Hall, prepared, sendPrepared, withHall } from "./hall.ts";

const PEOPLE = 40_000;
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const TARGET = 0.85;
/** As many as the product opens to one host. */
const CONNECTIONS = 32;

/** A bare loop: the same bodies to the same provider over as many connections, nothing kept. */
async function bareLoop({ sink, query }: Hall, campaignId: string): Promise<number> {
  const rows = await query<{ to: string; text: string }>(
    "SELECT msisdn::text AS to, body AS text FROM messages WHERE campaign_id = $1 ORDER BY id",
    [campaignId],
  );
  const bodies = rows.map(({ to, text }) =>
    JSON.stringify({
      ...{ api_key: "bench", title: "MAGAZA", text, sentto: to, sms_lang: 0, content_type: 0, report: 1 },
      response_type: "json",
    }),
  );
  const pool = new Pool(sink.url, { connections: CONNECTIONS, pipelining: 1 });
  const headers = { accept: "application/json", "content-type": "application/json" };
  const startedAt = performance.now();
  let next = 0;
  const loop = async () => {
    for (let at = next++; at < bodies.length; at = next++) {
      const path = "/api/v3/gonder/add-content";
      const { body } = await pool.request({ path, method: "POST", headers, body: bodies[at] ?? "" });
      await body.text();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, loop));
  const ms = performance.now() - startedAt;
  await pool.close();
  return (bodies.length / ms) * 1_000;
}

/** Sends one message a call to a minimal provider with results durable, against a bare loop over undici. */
export default function dispatchSingle(context: BenchContext): Promise<BenchResult> {
  return withHall(context, 0, async (hall) => {
    await hall.worker();
    const scene = await hall.scene("turkeysms", PEOPLE);
    const runs: BenchRun[] = [];
    for (let n = 1; n <= RUNS; n += 1) {
      const campaignId = await prepared(hall, scene);
      const baseline = await bareLoop(hall, campaignId);
      const value = await sendPrepared(hall, scene, campaignId);
      runs.push({ value, baseline, ratio: value / baseline });
      context.say(`run ${n}: ${Math.round(value)}/s against ${Math.round(baseline)}/s`);
    }
    const middle = median(runs);
    return {
      ...{ name: "dispatch-single", unit: "messages/s", ...middle, target: TARGET, pass: middle.ratio >= TARGET, runs },
      notes: [
        `value: ${PEOPLE} messages, one to a call, from the first attempt to the last recorded answer, to a provider that answers at once`,
        `baseline: undici Pool.request with the same bodies over ${CONNECTIONS} connections, nothing recorded`,
      ],
    };
  });
}
