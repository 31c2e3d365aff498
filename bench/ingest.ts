import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { Pool } from "undici";
import { issueReportAddress } from "#lib/domain/connections/commands/issue-report-address";
import { jobScope } from "#lib/gate/job";
import { Secret } from "#lib/infra/crypto/secret";
import { closePools } from "#lib/infra/db/pools";
import { newId } from "#lib/infra/ids";
import { anyFreePort } from "../scripts/ports.ts";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { launch } from "./programs.ts";
import { type Query, type Scene, setSceneAt } from "./scene.ts";

const REPORTS = 60_000;
const RUNS = 5;
const TARGET = 1.5;
const AT_ONCE = 256;
/** More connections than one, because the reports of one are limited to 2,000 a second. */
const ADDRESSES = 64;
const LONGEST_P99_MS = 50;
const BASELINE_SECONDS = 5;

const run = promisify(execFile);

/** Connections of one workspace, each with an address for its reports. */
async function openAddresses(query: Query, scene: Scene): Promise<string[]> {
  const paths: string[] = [];
  for (let n = 0; n < ADDRESSES; n += 1) {
    const id = newId();
    await query(
      `INSERT INTO connections (workspace_id, id, provider, remote_id, remote_name, connected_by_id)
       VALUES ($1, $2, 'iletimerkezi', $3, 'Ölçü', $4)`,
      [scene.workspaceId, id, id, scene.personId],
    );
    const { result } = await jobScope(scene.workspaceId).transact((tx) =>
      issueReportAddress(tx, { connectionId: id }, scene.personId),
    );
    paths.push(new URL(result).pathname);
  }
  return paths;
}

/** Sends the reports of one run; answers how many a second were made durable, and how long the slowest hundredth took. */
async function sendReports(url: string, paths: readonly string[], turn: number) {
  const pool = new Pool(url, { connections: AT_ONCE, pipelining: 1 });
  const headers = { "content-type": "application/json" };
  const waits: number[] = [];
  const startedAt = performance.now();
  let next = 0;
  const loop = async () => {
    for (let n = next++; n < REPORTS; n = next++) {
      const id = turn * REPORTS + n;
      const report = { id, packet_id: id, status: "delivered", to: `+90532${String(n % 10_000_000).padStart(7, "0")}` };
      const from = performance.now();
      const path = paths[n % paths.length] ?? "";
      const answer = await pool.request({ path, method: "POST", headers, body: JSON.stringify({ report }) });
      await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`a report was answered ${answer.statusCode}`);
      waits.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
  const ms = performance.now() - startedAt;
  await pool.close();
  waits.sort((one, other) => one - other);
  return { perSecond: (REPORTS / ms) * 1_000, p99Ms: waits[Math.floor(waits.length * 0.99)] ?? Number.NaN };
}

/** pgbench inserts the same row, one a transaction, over 32 connections. */
async function insertOneByOne(ownerUrl: string, { workspaceId, connectionId }: Scene): Promise<number> {
  const file = join(tmpdir(), `tellal-ingest-${process.pid}.sql`);
  writeFileSync(
    file,
    `INSERT INTO report_inbox (workspace_id, connection_id, report_id, state, provider_id, msisdn, provider_code)
     VALUES ('${workspaceId}', '${connectionId}', gen_random_uuid()::text, 'delivered', '104525848', 905321234567, 'delivered')
     ON CONFLICT DO NOTHING;\n`,
  );
  const options = ["-n", "-c", "32", "-j", "2", "-T", String(BASELINE_SECONDS), "-M", "prepared", "-f", file];
  const { stdout } = await run("pgbench", [...options, ownerUrl]);
  const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  if (!(perSecond > 0)) throw new Error(`pgbench said nothing of its rate: ${stdout}`);
  return perSecond;
}

/** Takes single delivery reports over HTTP, durable before the answer, against pgbench inserting the same rows. */
export default async function ingest({ database, environment, say }: BenchContext): Promise<BenchResult> {
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const query: Query = async (text, values) => (await owner.query(text, values)).rows;
  const port = await anyFreePort();
  const program = await launch("ingest/main.ts", { ...environment, INGEST_PORT: String(port), HOST: "127.0.0.1" });
  const runs: BenchRun[] = [];
  const slowest: number[] = [];
  try {
    const account = { provider: "iletimerkezi", remote: "bench", key: new Secret("bench") } as const;
    const scene = await setSceneAt(query, account, 0);
    const paths = await openAddresses(query, scene);
    for (let n = 1; n <= RUNS; n += 1) {
      const baseline = await insertOneByOne(database.ownerUrl, scene);
      await query("TRUNCATE report_inbox");
      const { perSecond: value, p99Ms } = await sendReports(`http://127.0.0.1:${port}`, paths, n);
      const [kept] = await query<{ n: number }>("SELECT count(*)::int AS n FROM report_inbox");
      if (kept?.n !== REPORTS) throw new Error(`${REPORTS} reports were answered for and ${kept?.n} are there`);
      await query("TRUNCATE report_inbox");
      runs.push({ value, baseline, ratio: value / baseline });
      slowest.push(p99Ms);
      say(`run ${n}: ${Math.round(value)}/s against ${Math.round(baseline)}/s, p99 ${p99Ms.toFixed(1)} ms`);
    }
  } finally {
    await program.stop();
    await closePools();
    await owner.end();
  }
  const middle = median(runs);
  const p99Ms = [...slowest].sort((one, other) => one - other)[Math.floor(slowest.length / 2)] ?? Number.NaN;
  return {
    ...{ name: "ingest", unit: "reports/s", ...middle, target: TARGET, runs },
    pass: middle.ratio >= TARGET && p99Ms <= LONGEST_P99_MS,
    notes: [
      `value: ${REPORTS} reports, one to a request, over ${AT_ONCE} connections, each answered after its commit`,
      "baseline: pgbench -c32 -M prepared inserting one such row a transaction",
      `p99 of a request in the median run: ${p99Ms.toFixed(1)} ms (at most ${LONGEST_P99_MS})`,
    ],
  };
}
