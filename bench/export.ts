import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type MessageSheetPlan, messageSheetQuery } from "#lib/domain/messages/sheet-queries";
import { jobScope } from "#lib/gate/job";
import { newId } from "#lib/infra/ids";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { type Memory, withWorker } from "./memory.ts";
import { withRoom } from "./room.ts";
import { type Query, type Scene, setScene } from "./scene.ts";

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const TARGET = 0.35;
const MOST_MEMORY_MB = 300;
const LOOK_MS = 20;

/** A campaign that has gone out, with personal texts and all endings. */
async function storeMessages(query: Query, { workspaceId, connectionId, personId }: Scene): Promise<string> {
  const campaignId = newId();
  await query(
    `INSERT INTO campaigns (workspace_id, id, name, state, connection_id, people, created_by_id)
     VALUES ($1, $2, 'Bench', 'completed', $3, $4, $5)`,
    [workspaceId, campaignId, connectionId, ROWS, personId],
  );
  await query(
    `INSERT INTO messages (workspace_id, id, campaign_id, connection_id, source, sender, msisdn, body, encoding, parts, state,
       reason, provider_code, line, state_at)
     SELECT $1, (left(uuid7_floor(now())::text, 14) || '7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $2, $3, 'campaign',
       'MAGAZA', 905310000000 + n, 'Sayın Kişi ' || n || ', siparişiniz kargoya verildi. Takip: ' || md5(n::text), 'gsm7', 1,
       (ARRAY['delivered', 'undelivered', 'accepted', 'failed'])[1 + n % 4]::message_state,
       CASE WHEN n % 4 = 3 THEN 'invalid_recipient' END, CASE WHEN n % 4 = 1 THEN '404' END, n + 1, now()
     FROM generate_series(1, $4::int) AS n`,
    [workspaceId, campaignId, connectionId, ROWS],
  );
  await query(
    `UPDATE campaigns k SET first_id = m.first, last_id = m.last
     FROM (SELECT min(id::text)::uuid AS first, max(id::text)::uuid AS last FROM messages WHERE campaign_id = $1) AS m WHERE k.id = $1`,
    [campaignId],
  );
  await query("ANALYZE messages");
  return campaignId;
}

/** psql writing the rows of a query into a file, in milliseconds. */
function copyOut(ownerUrl: string, rows: string, file: string): number {
  const input = `\\timing on\n\\copy (${rows.replaceAll("\n", " ")}) TO '${file}'\n`;
  const run = spawnSync("psql", [ownerUrl, "-X", "-q", "-v", "ON_ERROR_STOP=1"], { input, encoding: "utf8" });
  const ms = Number(/Time: ([\d.]+) ms/.exec(run.stdout)?.[1]);
  if (run.status !== 0 || !(ms > 0)) throw new Error(`psql is needed for the baseline: ${run.stderr ?? run.error}`);
  return ms;
}

/** What an export is measured with. */
interface Stand {
  readonly query: Query;
  readonly scene: Scene;
  readonly campaignId: string;
  build(archiveId: string): Promise<unknown>;
}

/** Asks for the file and waits until it can be downloaded; how long that took, in milliseconds. */
async function exportOnce({ query, scene, campaignId, build }: Stand, format: "csv" | "xlsx"): Promise<number> {
  const archiveId = newId();
  await query(
    `INSERT INTO archives (workspace_id, id, kind, format, files, choice, created_by_id, expires_at)
     VALUES ($1, $2, 'campaign', $3, 1, $4, $5, now() + interval '1 day')`,
    [scene.workspaceId, archiveId, format, { language: "tr", filter: {}, campaignId }, scene.personId],
  );
  const startedAt = performance.now();
  await build(archiveId);
  for (;;) {
    const [row] = await query<{ state: string; rows: number }>("SELECT state, rows FROM archives WHERE id = $1", [
      archiveId,
    ]);
    if (row?.state === "ready" && row.rows === ROWS) break;
    if (row?.state === "ready" || row?.state === "failed") throw new Error(`the file is ${row.state} at ${row.rows}`);
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  }
  const ms = performance.now() - startedAt;
  await query("DELETE FROM archives WHERE id = $1", [archiveId]);
  return ms;
}

/** The query of the file, as the product writes it. */
async function queryOf({ scene, campaignId, query }: Stand): Promise<string> {
  const [range] = await query<{ first_id: string; last_id: string }>(
    "SELECT first_id, last_id FROM campaigns WHERE id = $1",
    [campaignId],
  );
  const plan: MessageSheetPlan = {
    range: { campaignId, firstId: range?.first_id ?? "", lastId: range?.last_id ?? "" },
    ...{ filter: { view: "all" }, zone: "Europe/Istanbul", wholeNumbers: true, language: "tr", name: "" },
  };
  return jobScope(scene.workspaceId).sql(async (sql) => messageSheetQuery(sql, plan));
}

/** Writes a million rows as CSV and as XLSX, against psql COPY TO of the same query. */
export default function exportRows(context: BenchContext): Promise<BenchResult> {
  return withRoom(context, async ({ folder, query, ownerUrl, send, ...room }) => {
    const sandbox = await room.sandbox();
    const startWorker = () => room.worker(sandbox.addresses);
    const scene = await setScene(query, sandbox, 0);
    const { workspaceId } = scene;
    const campaignId = await storeMessages(query, scene);
    const build = (archiveId: string) => send("archive.build", { workspaceId, archiveId });
    const stand: Stand = { query, scene, campaignId, build };
    const rows = await queryOf(stand);
    const runs: BenchRun[] = [];
    const csv = await withWorker(startWorker, async () => {
      for (let n = 1; n <= RUNS; n += 1) {
        const ms = await exportOnce(stand, "csv");
        const baseMs = copyOut(ownerUrl, rows, join(folder, "rows"));
        runs.push({ value: (ROWS / ms) * 1_000, baseline: (ROWS / baseMs) * 1_000, ratio: baseMs / ms });
        context.say(`run ${n}: ${Math.round(ms)} ms against ${Math.round(baseMs)} ms`);
      }
    });
    let xlsxMs = 0;
    const xlsx = await withWorker(startWorker, async () => {
      xlsxMs = await exportOnce(stand, "xlsx");
    });
    return resultOf(runs, xlsxMs, { csv, xlsx });
  });
}

function resultOf(
  runs: readonly BenchRun[],
  xlsxMs: number,
  { csv, xlsx }: Record<"csv" | "xlsx", Memory>,
): BenchResult {
  const middle = median(runs);
  return {
    ...{ name: "export", unit: "rows/s", ...middle, target: TARGET },
    pass: middle.ratio >= TARGET && Math.max(csv.beside, xlsx.beside) <= MOST_MEMORY_MB,
    runs,
    notes: [
      `value: ${ROWS} recipients of a campaign as CSV, from the job in the queue to a file that can be downloaded`,
      "baseline: psql \\copy of the same query into a file, same server, same minute",
      `XLSX of the same rows: ${Math.round((ROWS / xlsxMs) * 1_000)} rows/s`,
      `memory of the process that writes, at its highest: ${csv.beside} MB (CSV), ${xlsx.beside} MB (XLSX); at most ${MOST_MEMORY_MB} MB`,
      `memory of the worker beside it: ${csv.worker} MB`,
    ],
  };
}
