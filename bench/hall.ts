import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { z } from "zod";
import { Secret } from "#lib/infra/crypto/secret";
import { startQueue } from "#lib/infra/queue";
import type { BenchContext } from "./context.ts";
import { launch, type Program } from "./programs.ts";
import { type BenchAccount, type Query, reach, type Scene, setSceneAt, startCampaign } from "./scene.ts";

const Sink = z.object({ url: z.url() });
const Taken = z.object({ taken: z.number(), numbers: z.number() });

/** The minimal provider of a benchmark, as a process. */
export interface Sink {
  readonly url: string;
  /** Messages so far, and the different numbers they were for. */
  taken(): Promise<z.infer<typeof Taken>>;
}

/** What a benchmark of sending works with: database, minimal provider, workers, queue. All of it ends with `work`. */
export interface Hall {
  readonly folder: string;
  readonly query: Query;
  readonly sink: Sink;
  readonly ownerUrl: string;
  scene(provider: BenchAccount["provider"], people: number): Promise<Scene>;
  worker(more?: Readonly<Record<string, string>>): Promise<Program>;
  wake(scene: Scene): Promise<void>;
  /** Has a job done by whichever worker is there. */
  send(name: string, payload: object): Promise<void>;
}

/** Opens a hall for `work`. @param sinkMs How long the provider takes over every answer. */
export async function withHall<T>(
  { database, environment }: BenchContext,
  sinkMs: number,
  work: (hall: Hall) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "tellal-bench-"));
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  // The server stops while the last connections are still closing.
  pool.on("error", () => undefined);
  const program = await launch("bench/sink.ts", { SINK_MS: String(sinkMs) });
  const { url } = Sink.parse(program.ready);
  const workers: Program[] = [];
  const queue = await startQueue({ max: 1, supervise: false, useListenNotify: false });
  const query: Query = async (text, values = []) => (await pool.query(text, values)).rows;
  try {
    return await work({
      ...{ folder, query, ownerUrl: database.ownerUrl },
      sink: { url, taken: async () => Taken.parse(await (await fetch(`${url}/taken`)).json()) },
      scene: (provider, people) => setSceneAt(query, { provider, remote: provider, key: new Secret("bench") }, people),
      async worker(more = {}) {
        const address = { ILETINIZ_API_URL: url, ILETINIZ_AUTH_URL: url, TURKEYSMS_API_URL: url };
        const settings = { ...environment, ...address, WORKER_PORT: "0", TELLAL_PROCESS: "worker", ...more };
        const worker = await launch("worker/main.ts", settings);
        workers.push(worker);
        return worker;
      },
      wake: async ({ workspaceId }) => void (await queue.send("workspace.wake", { workspaceId })),
      send: async (name, payload) => void (await queue.send(name, payload)),
    });
  } finally {
    await queue.stop({ graceful: false });
    for (const worker of workers) await worker.stop();
    await program.stop();
    await pool.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the messages of a campaign while its connection is held back, so that sending can be measured by itself. */
export async function prepared({ query, wake }: Pick<Hall, "query" | "wake">, scene: Scene): Promise<string> {
  const far = "now() + interval '1 hour'";
  await query(`UPDATE connections SET not_before = ${far} WHERE workspace_id = $1`, [scene.workspaceId]);
  const campaignId = await startCampaign(query, scene);
  await wake(scene);
  await reach(query, campaignId, "sending");
  return campaignId;
}

/** Lets a prepared campaign go out, and gives messages a second from its first attempt to its last recorded answer. */
export async function sendPrepared(
  { query, wake }: Pick<Hall, "query" | "wake">,
  scene: Scene,
  campaignId: string,
): Promise<number> {
  await query("UPDATE connections SET not_before = NULL WHERE workspace_id = $1", [scene.workspaceId]);
  await wake(scene);
  await reach(query, campaignId, "settling");
  const [row] = await query<{ ms: number; sent: number; people: number }>(
    `SELECT extract(epoch FROM max(settled_at) - min(started_at))::float8 * 1000 AS ms,
       (SELECT sum(messages)::int FROM message_stats s WHERE s.campaign_id = $1 AND s.state IN ('accepted', 'delivered')) AS sent,
       (SELECT people FROM campaigns WHERE id = $1) AS people
     FROM dispatch_attempts WHERE campaign_id = $1`,
    [campaignId],
  );
  if (row === undefined || row.sent !== row.people)
    throw new Error(`only ${row?.sent} of ${row?.people} were accepted`);
  // Nobody asks for reports of this one: the next run has the machine to itself.
  await query("UPDATE chunks SET state = 'settled' WHERE campaign_id = $1", [campaignId]);
  return (row.sent / row.ms) * 1_000;
}

/** The most memory a process has held, in megabytes. */
export async function peakMemory({ pid }: Program): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
