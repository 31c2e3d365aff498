import { z } from "zod";
import { pairSecret } from "#lib/infra/providers/iletimerkezi/credential";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { type Hall, withHall } from "./hall.ts";
import type { BenchSandbox } from "./programs.ts";
import { reach, type Scene, setSceneAt, startCampaign } from "./scene.ts";

const PER_SECOND = 100;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
const WARM_UP_SECONDS = 5;
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const TARGET = 0.97;
const MOST_REFUSED = 0.01;

const Account = z.looseObject({ id: z.string(), key: z.string(), hash: z.string() });

/** Everybody that was handed over so far, and requests that were refused. */
async function standOf({ query }: Hall, campaignId: string): Promise<{ sent: number; calls: number; refused: number }> {
  const [row] = await query<{ sent: number; calls: number; refused: number }>(
    `SELECT (SELECT coalesce(sum(messages), 0)::int FROM message_stats
        WHERE campaign_id = $1 AND state NOT IN ('pending', 'skipped', 'failed')) AS sent,
       count(*)::int AS calls, (count(*) FILTER (WHERE http_status = 429))::int AS refused
     FROM dispatch_attempts WHERE campaign_id = $1 AND state <> 'started'`,
    [campaignId],
  );
  return row ?? { sent: 0, calls: 0, refused: 0 };
}

const seconds = (n: number) => new Promise((resume) => setTimeout(resume, n * 1_000));

/** An account of its own for each run: the stand-in refuses the same text to the same person within a minute. */
async function freshScene({ query }: Hall, sandbox: BenchSandbox): Promise<Scene> {
  const settings = { system: "iletimerkezi", rate: PER_SECOND, endings: false, balance: { amount: 1e6, sms: 1e6 } };
  const { id, key, hash } = Account.parse(await sandbox.control("/accounts", settings));
  const account = { provider: "iletimerkezi", remote: id, key: pairSecret({ key, hash }) } as const;
  return setSceneAt(query, account, PER_SECOND * (SECONDS + 3 * WARM_UP_SECONDS));
}

async function measure(hall: Hall, sandbox: BenchSandbox): Promise<BenchRun & { refused: number }> {
  const scene = await freshScene(hall, sandbox);
  const campaignId = await startCampaign(hall.query, scene);
  await hall.wake(scene);
  await reach(hall.query, campaignId, "sending");
  await seconds(WARM_UP_SECONDS);
  const before = await standOf(hall, campaignId);
  const startedAt = performance.now();
  await seconds(SECONDS);
  const after = await standOf(hall, campaignId);
  const value = ((after.sent - before.sent) * 1_000) / (performance.now() - startedAt);
  await hall.query("UPDATE campaigns SET state = 'cancelled' WHERE id = $1", [campaignId]);
  await hall.query("UPDATE chunks SET state = 'settled' WHERE campaign_id = $1", [campaignId]);
  const refused = (after.refused - before.refused) / Math.max(1, after.calls - before.calls);
  return { value, baseline: PER_SECOND, ratio: value / PER_SECOND, refused };
}

/** How much of a limit of a hundred recipients a second two workers use together, and how often they are refused. */
export default function rate(context: BenchContext): Promise<BenchResult> {
  return withHall(context, 0, async (hall) => {
    const sandbox = await hall.sandbox();
    for (let n = 0; n < 2; n += 1) await hall.worker({ ILETIMERKEZI_API_URL: sandbox.iletimerkezi });
    const measured: (BenchRun & { refused: number })[] = [];
    for (let n = 1; n <= RUNS; n += 1) {
      const run = await measure(hall, sandbox);
      measured.push(run);
      context.say(`run ${n}: ${run.value.toFixed(1)} recipients/s, ${(run.refused * 100).toFixed(2)} % refused`);
    }
    const runs = measured.map(({ value, baseline, ratio }) => ({ value, baseline, ratio }));
    const middle = median(runs);
    const refused = Math.max(...measured.map((run) => run.refused));
    const pass = middle.ratio >= TARGET && middle.ratio <= 1.005 && refused < MOST_REFUSED;
    return {
      ...{ name: "rate", unit: "recipients/s", ...middle, target: TARGET, pass, runs },
      notes: [
        `value: recipients a second of two workers together over ${SECONDS} s, one recipient to a request, to a stand-in that refuses more than ${PER_SECOND}`,
        `baseline: the limit; at most ${(refused * 100).toFixed(2)} % of the requests were refused (under 1 % passes)`,
      ],
    };
  });
}
