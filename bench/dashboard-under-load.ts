import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { hashPassword } from "#lib/infra/crypto/password-hash";
import { startQueue } from "#lib/infra/queue";
import type { BenchContext, BenchResult } from "./context.ts";
import { launch, launchSandbox } from "./programs.ts";
import { type Query, reach, type Scene, setScene, startCampaign } from "./scene.ts";
import { launchWeb, type Web } from "./web.ts";

const PER_SECOND = 1_000;
const SECONDS = 30;
const PEOPLE = 60_000;
/** A worker makes eight calls of 200 messages at once, so each takes as long as makes a thousand messages a second. */
const CALL_MS = (8 * 200 * 1_000) / PER_SECOND;
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

/** What was measured: the page at rest, while sending, and how much was sent meanwhile. */
interface Measured {
  readonly idle: number;
  readonly loaded: number;
  readonly perSecond: number;
}

async function measure(query: Query, scene: Scene, web: Web, wake: () => Promise<void>): Promise<Measured> {
  const path = `/w/${scene.slug}`;
  await p95(web, path, WARM_UP_SECONDS);
  const idle = await p95(web, path, SECONDS);
  const campaignId = await startCampaign(query, scene);
  const sent = async () => {
    const [row] = await query<{ sent: number }>(
      "SELECT coalesce(sum(messages), 0)::int AS sent FROM message_stats WHERE campaign_id = $1 AND state IN ('accepted', 'delivered')",
      [campaignId],
    );
    return row?.sent ?? 0;
  };
  await wake();
  await reach(query, campaignId, "sending");
  while ((await sent()) < RUN_UP) await new Promise((resume) => setTimeout(resume, 50));
  const before = await sent();
  const loaded = await p95(web, path, SECONDS);
  return { idle, loaded, perSecond: Math.round(((await sent()) - before) / SECONDS) };
}

function resultOf({ idle, loaded, perSecond }: Measured): BenchResult {
  const ratio = loaded / idle;
  return {
    ...{ name: "dashboard-under-load", unit: "ms", value: loaded, baseline: idle, ratio, target: TARGET },
    pass: ratio <= TARGET,
    runs: [{ value: loaded, baseline: idle, ratio }],
    notes: [
      `time to the first byte of the dashboard, 95th percentile over ${SECONDS} s, asked every ${BETWEEN_MS} ms; less is better`,
      `while it was measured ${perSecond} messages/s went out; the stand-in answers at the speed of ${PER_SECOND}/s`,
    ],
  };
}

/** How much slower the dashboard answers while a thousand messages a second go out on the same machine. */
export default async function dashboardUnderLoad({ database, environment, say }: BenchContext): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), "tellal-bench-"));
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const query: Query = async (text, values = []) => (await pool.query(text, values)).rows;
  const sandbox = await launchSandbox(join(folder, "sandbox"));
  const provider = { ILETINIZ_API_URL: sandbox.api, ILETINIZ_AUTH_URL: sandbox.issuer, ILETINIZ_CLIENT_ID: "tellal" };
  const stops: (() => Promise<unknown>)[] = [
    () => rm(folder, { recursive: true, force: true }),
    () => pool.end(),
    sandbox.stop,
  ];
  try {
    const web = await launchWeb({ ...environment, ...provider }, say);
    stops.push(web.stop);
    const settings = { ...environment, ...provider, WORKER_PORT: "0", TELLAL_PROCESS: "worker" };
    stops.push((await launch("worker/main.ts", settings)).stop);
    const queue = await startQueue({ max: 1, supervise: false, useListenNotify: false });
    stops.push(() => queue.stop({ graceful: false }));
    const scene = await setScene(query, sandbox, PEOPLE, RATE);
    const fault = { kind: "slow", ms: CALL_MS };
    await sandbox.control("/switches", { path: "/v1/messages/bulk", times: null, fault });
    await query("UPDATE users SET password_hash = $2 WHERE id = $1", [scene.personId, await hashPassword(PASSWORD)]);
    await web.signIn(`${scene.personId}@bench.invalid`, PASSWORD);
    const wake = async () => void (await queue.send("workspace.wake", { workspaceId: scene.workspaceId }));
    return resultOf(await measure(query, scene, web, wake));
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}
