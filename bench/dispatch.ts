import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import pg from "pg";
import { sealedKey } from "#lib/domain/connections/key-queries";
import { Secret } from "#lib/infra/crypto/secret";
import { newId } from "#lib/infra/ids";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";

const PEOPLE = 100_000;
const RUNS = 5;
const TARGET = 0.1;

/** A program of the product as a process of its own. */
async function launch(file: string, environment: Record<string, string>) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const child = spawn(process.execPath, [path], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const first: unknown = JSON.parse(line);
    return {
      pid: child.pid ?? 0,
      first: first as Record<string, string>,
      async stop() {
        if (child.exitCode !== null) return;
        const ended = new Promise((done) => child.once("exit", done));
        child.kill("SIGTERM");
        await ended;
      },
    };
  }
  throw new Error(`${file} did not start`);
}

type Query = <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<R[]>;

async function control(auth: string, path: string, body: unknown): Promise<Record<string, string>> {
  const response = await fetch(`${auth}/control${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  if (!response.ok) throw new Error(`the sandbox refused ${path}: ${await response.text()}`);
  return (await response.json()) as Record<string, string>;
}

interface Scene {
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly senderId: string;
  readonly importId: string;
  readonly personId: string;
}

/** A workspace with a connection and a list of everybody. */
async function setScene(query: Query, auth: string): Promise<Scene> {
  const remote = await control(auth, "/workspaces", { rate: "off", endings: false, quota: { limit: null } });
  const { key } = await control(auth, "/keys", { workspace: remote.id });
  const [workspaceId, connectionId, senderId, importId, personId] = [newId(), newId(), newId(), newId(), newId()];
  const { keySealed, keyId, keyFingerprint } = sealedKey(workspaceId, connectionId, new Secret(key ?? ""));
  await query("INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, 'Ölçü', 'none')", [
    personId,
    `${personId}@bench.invalid`,
  ]);
  await query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, 'Ölçü')", [workspaceId, `b-${workspaceId.slice(-8)}`]);
  await query(
    `INSERT INTO connections (workspace_id, id, provider, remote_id, remote_name, scopes, key_sealed, key_id, key_fingerprint, connected_by_id)
     VALUES ($1, $2, 'iletiniz', $3, 'Ölçü', '{messages:send,account:read}', $4, $5, $6, $7)`,
    [workspaceId, connectionId, remote.id, keySealed, keyId, keyFingerprint, personId],
  );
  await query(
    `INSERT INTO senders (workspace_id, id, connection_id, name, provider_code, status) VALUES ($1, $2, $3, 'MAGAZA', 'netgsm', 'approved')`,
    [workspaceId, senderId, connectionId],
  );
  await query(
    `INSERT INTO imports (workspace_id, id, state, filename, columns, phone_column, rows, kept, reading, created_by_id)
     VALUES ($1, $2, 'ready', 'liste.csv', '{Telefon,Ad}', 0, $3, $3, 1, $4)`,
    [workspaceId, importId, PEOPLE, personId],
  );
  await query(
    `INSERT INTO import_recipients (workspace_id, import_id, reading, line, msisdn, cells)
     SELECT $1, $2, 1, n + 1, 905300000000 + n, ARRAY[(905300000000 + n)::text, 'Kişi ' || n] FROM generate_series(1, $3::int) AS n`,
    [workspaceId, importId, PEOPLE],
  );
  return { workspaceId, connectionId, senderId, importId, personId };
}

async function until(query: Query, text: string, values: unknown[], limitMs: number): Promise<void> {
  const endsAt = Date.now() + limitMs;
  for (;;) {
    const rows = await query<{ ok: boolean }>(text, values);
    if (rows[0]?.ok === true) return;
    if (Date.now() > endsAt) throw new Error("the campaign did not get there in time");
    await new Promise((resume) => setTimeout(resume, 5));
  }
}

/** Prepares a campaign while its connection is held, then lets go and waits until every result is durable. */
async function dispatch(query: Query, scene: Scene): Promise<{ perSecond: number; prepareMs: number }> {
  const { workspaceId, connectionId, senderId, importId, personId } = scene;
  const campaignId = newId();
  const key = [workspaceId, campaignId];
  await query("UPDATE connections SET not_before = now() + interval '1 hour' WHERE workspace_id = $1", [workspaceId]);
  await query(
    `INSERT INTO campaigns (workspace_id, id, name, state, kind, connection_id, sender_id, import_id, text, sender_name, import_reading, created_by_id)
     VALUES ($1, $2, 'Ölçü', 'preparing', 'informational', $3, $4, $5, 'Merhaba {{Ad}}, 1234 numaralı siparişiniz kargoya verildi. Takip için mağazamızı arayın.', 'MAGAZA', 1, $6)`,
    [...key, connectionId, senderId, importId, personId],
  );
  const preparedFrom = performance.now();
  await until(query, "SELECT state = 'sending' AS ok FROM campaigns WHERE workspace_id = $1 AND id = $2", key, 60_000);
  const prepareMs = performance.now() - preparedFrom;
  await query("UPDATE connections SET not_before = NULL WHERE workspace_id = $1 AND id = $2", [workspaceId, connectionId]);
  await until(query, "SELECT state = 'settling' AS ok FROM campaigns WHERE workspace_id = $1 AND id = $2", key, 120_000);
  const rows = await query<{ ms: number; accepted: number }>(
    `SELECT extract(epoch FROM max(settled_at) - min(started_at))::float8 * 1000 AS ms,
       (SELECT sum(messages)::int FROM message_stats s WHERE s.workspace_id = $1 AND s.campaign_id = $2 AND s.state IN ('accepted', 'delivered')) AS accepted
     FROM dispatch_attempts WHERE workspace_id = $1 AND campaign_id = $2`,
    key,
  );
  const { ms, accepted } = rows[0] ?? { ms: 0, accepted: 0 };
  if (accepted !== PEOPLE) throw new Error(`only ${accepted} of ${PEOPLE} were accepted`);
  await query("UPDATE chunks SET state = 'settled' WHERE workspace_id = $1 AND campaign_id = $2", key);
  return { perSecond: (PEOPLE / ms) * 1000, prepareMs };
}

const BASE_ROWS = "SELECT n, 'Merhaba Kişi ' || n || ', 1234 numaralı siparişiniz kargoya verildi. Takip için mağazamızı arayın.'";

/** COPY of as many rows into a table with nothing but a primary key: what the same server and machine can take. */
async function copyRate(query: Query, ownerUrl: string, folder: string): Promise<{ perSecond: number; by: string }> {
  await query("DROP TABLE IF EXISTS bench_copy");
  await query("CREATE TABLE bench_copy (id bigint PRIMARY KEY, body text NOT NULL)");
  const file = join(folder, "rows.txt");
  const { createWriteStream } = await import("node:fs");
  const out = createWriteStream(file);
  for (let n = 1; n <= PEOPLE; n += 1) {
    out.write(`${n}\tMerhaba Kişi ${n}, 1234 numaralı siparişiniz kargoya verildi. Takip için mağazamızı arayın.\n`);
  }
  await new Promise((done) => out.end(() => done(null)));
  const sql = `\\timing on\n\\copy bench_copy FROM '${file}'\n`;
  const run = spawnSync("psql", [ownerUrl, "-X", "-q", "-v", "ON_ERROR_STOP=1"], { input: sql, encoding: "utf8" });
  const ms = Number(/Time: ([\d.]+) ms/.exec(run.stdout ?? "")?.[1]);
  if (run.status === 0 && ms > 0) return { perSecond: (PEOPLE / ms) * 1000, by: "psql \\copy" };
  const from = performance.now();
  await query(`INSERT INTO bench_copy ${BASE_ROWS} FROM generate_series(1, ${PEOPLE}) AS n ON CONFLICT DO NOTHING`);
  return { perSecond: (PEOPLE / (performance.now() - from)) * 1000, by: "insert from a series, psql is missing" };
}

/** Sends 100,000 messages to the stand-in, results durable, against COPY of as many rows on the same server. */
export default async function dispatchBench(context: BenchContext): Promise<BenchResult> {
  const { database, environment, say } = context;
  const folder = await mkdtemp(join(tmpdir(), "tellal-bench-"));
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const query: Query = async (text, values = []) => (await pool.query(text, values)).rows;
  const sandbox = await launch("sandbox/main.ts", { PATH: environment.PATH ?? "", SANDBOX_DATA: folder, NODE_ENV: "production" });
  const worker = await launch("worker/main.ts", {
    ...environment,
    ILETINIZ_API_URL: sandbox.first.api ?? "",
    ILETINIZ_AUTH_URL: sandbox.first.issuer ?? "",
    PROVIDER_LOOPBACK: "on",
    WORKER_PORT: "0",
    TELLAL_PROCESS: "worker",
  });
  const runs: BenchRun[] = [];
  let by = "";
  try {
    const scene = await setScene(query, sandbox.first.auth ?? "");
    for (let n = 0; n < RUNS; n += 1) {
      const base = await copyRate(query, database.ownerUrl, folder);
      by = base.by;
      const { perSecond, prepareMs } = await dispatch(query, scene);
      runs.push({ value: perSecond, baseline: base.perSecond, ratio: perSecond / base.perSecond });
      say(`run ${n + 1}: ${Math.round(perSecond)}/s against ${Math.round(base.perSecond)}/s, prepared in ${Math.round(prepareMs)} ms`);
    }
  } finally {
    await worker.stop();
    await sandbox.stop();
    await pool.end();
    await rm(folder, { recursive: true, force: true });
  }
  const { value, baseline, ratio } = median(runs);
  const notes = [`baseline: ${by} of ${PEOPLE} rows into a table with a primary key, same server, same minute`];
  return { name: "dispatch", unit: "messages/s", value, baseline, ratio, target: TARGET, pass: ratio >= TARGET, runs, notes };
}
