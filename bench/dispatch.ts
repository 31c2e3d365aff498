import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startQueue } from "#lib/infra/queue";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { copyRate } from "./copy-rows.ts";
import { launch, launchSandbox } from "./programs.ts";
import { type Query, reach, type Scene, setScene, startCampaign } from "./scene.ts";

const PEOPLE = 100_000;
const RUNS = 5;
const TARGET = 0.1;

/** What every run needs. */
interface Stand {
  readonly query: Query;
  readonly scene: Scene;
  readonly ownerUrl: string;
  readonly file: string;
  wake(): Promise<void>;
}

/** Prepares a campaign while its connection is held, measures the baseline, then lets go until every result is durable. */
async function measure({
  query,
  scene,
  ownerUrl,
  file,
  wake,
}: Stand): Promise<BenchRun & { by: string; prepareMs: number }> {
  const { workspaceId } = scene;
  const hold = (until: string) =>
    query(`UPDATE connections SET not_before = ${until} WHERE workspace_id = $1`, [workspaceId]);
  await hold("now() + interval '1 hour'");
  const campaignId = await startCampaign(query, scene);
  const preparedFrom = performance.now();
  await wake();
  await reach(query, campaignId, "sending");
  const prepareMs = performance.now() - preparedFrom;

  const rows = `SELECT * FROM messages WHERE campaign_id = '${campaignId}' ORDER BY id`;
  const plan = { rows, like: "messages", keys: ["PRIMARY KEY (workspace_id, id)"] } as const;
  const base = await copyRate(ownerUrl, query, plan, file);

  await hold("NULL");
  await wake();
  await reach(query, campaignId, "settling");
  const [row] = await query<{ ms: number; sent: number }>(
    `SELECT extract(epoch FROM max(settled_at) - min(started_at))::float8 * 1000 AS ms,
       (SELECT sum(messages)::int FROM message_stats s WHERE s.campaign_id = $1 AND s.state IN ('accepted', 'delivered')) AS sent
     FROM dispatch_attempts WHERE campaign_id = $1`,
    [campaignId],
  );
  if (row === undefined || row.sent !== PEOPLE) throw new Error(`only ${row?.sent} of ${PEOPLE} were accepted`);
  // Nobody asks for reports of this one: the next run has the machine to itself.
  await query("UPDATE chunks SET state = 'settled' WHERE campaign_id = $1", [campaignId]);
  const value = (PEOPLE / row.ms) * 1_000;
  return { value, baseline: base.perSecond, ratio: value / base.perSecond, by: base.by, prepareMs };
}

/** Sends 100,000 messages to the stand-in with results durable, against COPY of the same rows on the same server. */
export default async function dispatch({ database, environment, say }: BenchContext): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), "tellal-bench-"));
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const query: Query = async (text, values = []) => (await pool.query(text, values)).rows;
  const sandbox = await launchSandbox(join(folder, "sandbox"));
  const worker = await launch("worker/main.ts", {
    ...environment,
    ...{ ILETINIZ_API_URL: sandbox.api, ILETINIZ_AUTH_URL: sandbox.issuer, WORKER_PORT: "0", TELLAL_PROCESS: "worker" },
  });
  const queue = await startQueue({ max: 1, supervise: false, useListenNotify: false });
  const runs: BenchRun[] = [];
  let by = "";
  try {
    const scene = await setScene(query, sandbox, PEOPLE);
    const wake = async () => void (await queue.send("workspace.wake", { workspaceId: scene.workspaceId }));
    const stand: Stand = { query, scene, ownerUrl: database.ownerUrl, file: join(folder, "rows"), wake };
    for (let n = 1; n <= RUNS; n += 1) {
      const run = await measure(stand);
      by = run.by;
      runs.push({ value: run.value, baseline: run.baseline, ratio: run.ratio });
      say(
        `run ${n}: ${Math.round(run.value)}/s against ${Math.round(run.baseline)}/s, prepared in ${Math.round(run.prepareMs)} ms`,
      );
    }
  } finally {
    await queue.stop({ graceful: false });
    await worker.stop();
    await sandbox.stop();
    await pool.end();
    await rm(folder, { recursive: true, force: true });
  }
  const { value, baseline, ratio } = median(runs);
  const notes = [
    `value: ${PEOPLE} messages from the first attempt to the last recorded answer, 200 to a call, worker, stand-in and server on this machine`,
    `baseline: ${by} of the same rows into a table with the same columns and only a primary key, same server, same minute`,
  ];
  return {
    name: "dispatch",
    unit: "messages/s",
    value,
    baseline,
    ratio,
    target: TARGET,
    pass: ratio >= TARGET,
    runs,
    notes,
  };
}
