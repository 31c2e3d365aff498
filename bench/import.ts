import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from } from "pg-copy-streams";
import { newId } from "#lib/infra/ids";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { copyRate } from "./copy-rows.ts";
import { type Memory, withWorker } from "./memory.ts";
import { withRoom } from "./room.ts";
import { type Query, type Scene, setScene } from "./scene.ts";

const ROWS = 1_000_000;
const FEWER_ROWS = 100_000;
const RUNS = 5;
const TARGET = 0.9;
const MOST_MEMORY_MB = 200;
const MOST_GROWTH = 1.15;
const PIECE_BYTES = 256 * 1024;

/** A list as shops keep it: quoted names, four spellings of a number, one row in fifty twice and one in fifty wrong. */
function* csv(rows: number): Generator<string> {
  yield "Ad;Telefon;Şehir;Sipariş\r\n";
  for (let n = 0; n < rows; n += 1) {
    const no = n % 50 === 7 ? n - 7 : n;
    const digits = `53${String(10_000_000 + no)}`;
    const spelled = [`0${digits}`, `+90${digits}`, `0${digits.slice(0, 3)} ${digits.slice(3)}`, digits][no % 4];
    yield `"Kişi; ${n}";${n % 50 === 9 ? "yok" : spelled};İstanbul;${100_000 + n}\r\n`;
  }
}

/** The bytes of the list as the rows of its stored pieces. */
function* pieces(rows: number, start: string): Generator<string> {
  let waiting = Buffer.alloc(0);
  let no = 0;
  const line = (bytes: Buffer) => `${start}\t${no++}\t\\\\x${bytes.toString("hex")}\n`;
  let text = "";
  for (const row of csv(rows)) {
    text += row;
    if (text.length < PIECE_BYTES) continue;
    waiting = Buffer.concat([waiting, Buffer.from(text)]);
    text = "";
    for (; waiting.length >= PIECE_BYTES; waiting = waiting.subarray(PIECE_BYTES))
      yield line(waiting.subarray(0, PIECE_BYTES));
  }
  waiting = Buffer.concat([waiting, Buffer.from(text)]);
  for (; waiting.length > 0; waiting = waiting.subarray(PIECE_BYTES)) yield line(waiting.subarray(0, PIECE_BYTES));
}

/** What a reading is measured with. */
interface Stand {
  readonly query: Query;
  readonly scene: Scene;
  readonly ownerUrl: string;
  read(importId: string): Promise<void>;
}

/** Stores a list as an upload does, without reading it. */
async function upload({ query, scene, ownerUrl }: Stand, rows: number): Promise<string> {
  const importId = newId();
  await query(
    `INSERT INTO imports (workspace_id, id, state, filename, created_by_id) VALUES ($1, $2, 'receiving', 'liste.csv', $3)`,
    [scene.workspaceId, importId, scene.personId],
  );
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await pipeline(
    pieces(rows, `${scene.workspaceId}\t${importId}`),
    client.query(from("COPY import_pieces FROM STDIN")),
  );
  await client.end();
  await query(
    `UPDATE imports SET state = 'reading', byte_size = (SELECT sum(length(bytes)) FROM import_pieces p WHERE p.import_id = $1) WHERE id = $1`,
    [importId],
  );
  return importId;
}

/** Has the worker read a list, and gives how many were kept and how long it took, in milliseconds. */
async function readOnce(stand: Stand, rows: number): Promise<{ importId: string; kept: number; ms: number }> {
  const importId = await upload(stand, rows);
  const startedAt = performance.now();
  await stand.read(importId);
  for (;;) {
    const [row] = await stand.query<{ state: string; kept: number }>("SELECT state, kept FROM imports WHERE id = $1", [
      importId,
    ]);
    if (row?.state === "ready") return { importId, kept: row.kept, ms: performance.now() - startedAt };
    if (row?.state === "refused") throw new Error("the list was refused");
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

/** Keys of the table that the kept rows lie in. */
const KEYS = [
  "PRIMARY KEY (workspace_id, import_id, reading, line)",
  "FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id)",
];

/** One reading of the whole list, and right after it the baseline. */
async function measure(stand: Stand, file: string): Promise<BenchRun & { by: string }> {
  const { importId, kept, ms } = await readOnce(stand, ROWS);
  const rows = `SELECT * FROM import_recipients WHERE import_id = '${importId}' ORDER BY line`;
  const base = await copyRate(stand.ownerUrl, stand.query, { rows, like: "import_recipients", keys: KEYS }, file);
  await stand.query("DELETE FROM imports WHERE id = $1", [importId]);
  const value = (kept / ms) * 1_000;
  return { value, baseline: base.perSecond, ratio: value / base.perSecond, by: base.by };
}

/** What the runs came to, with the memory held for fewer rows and for all. */
function resultOf(runs: readonly BenchRun[], by: string, { fewer, all }: { fewer: Memory; all: Memory }): BenchResult {
  const middle = median(runs);
  const growth = all.beside / fewer.beside;
  return {
    ...{ name: "import", unit: "kept rows/s", ...middle, target: TARGET },
    pass: middle.ratio >= TARGET && all.beside <= MOST_MEMORY_MB && growth <= MOST_GROWTH,
    runs,
    notes: [
      `value: ${ROWS} rows of stored CSV read, judged, each number once, and stored with keys, by a worker; 100,000 numbers are suppressed`,
      `baseline: ${by} of the kept rows into a table with the same columns and keys, same server, same minute`,
      `memory of the process that reads, at its highest: ${all.beside} MB, ${growth.toFixed(2)} times that with ${FEWER_ROWS} rows (at most ${MOST_MEMORY_MB} MB and ${MOST_GROWTH})`,
      `memory of the worker beside it: ${all.worker} MB, with ${FEWER_ROWS} rows ${fewer.worker} MB`,
    ],
  };
}

/** Reads a list of a million rows, against COPY of the rows that were kept into the same table and keys. */
export default function importList(context: BenchContext): Promise<BenchResult> {
  return withRoom(context, async ({ folder, query, ownerUrl, send, ...room }) => {
    const sandbox = await room.sandbox();
    const startWorker = () => room.worker(sandbox.addresses);
    const scene = await setScene(query, sandbox, 0);
    const { workspaceId } = scene;
    await query(
      `INSERT INTO suppressions (workspace_id, msisdn, reason, source)
       SELECT $1, 905310000000 + 10 * n, 'person', 'bench' FROM generate_series(1, 100000) AS n`,
      [workspaceId],
    );
    const read = (importId: string) => send("import.read", { workspaceId, importId });
    const stand: Stand = { query, scene, ownerUrl, read };
    const fewer = await withWorker(startWorker, async () => void (await readOnce(stand, FEWER_ROWS)));
    const runs: (BenchRun & { by: string })[] = [];
    const all = await withWorker(startWorker, async () => {
      for (let n = 1; n <= RUNS; n += 1) {
        const run = await measure(stand, join(folder, "rows"));
        runs.push(run);
        context.say(`run ${n}: ${Math.round(run.value)}/s against ${Math.round(run.baseline)}/s`);
      }
    });
    const plain = runs.map(({ value, baseline, ratio }) => ({ value, baseline, ratio }));
    return resultOf(plain, runs[0]?.by ?? "", { fewer, all });
  });
}
