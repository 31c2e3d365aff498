import { applyReports } from "#lib/domain/messages/commands/apply-reports";
import { findDrift } from "#lib/domain/rollups/drift-queries";
import { jobScope } from "#lib/gate/job";
import { newId } from "#lib/infra/ids";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import type { Query, Scene } from "./scene.ts";
import { bookStored, setQuietScene, withOwner } from "./stored.ts";

const ROWS = Number(process.env.BENCH_ROWS ?? 200_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const TARGET = 1.5;
/** Reports of one statement, as the worker takes them from the inbox. */
const AT_ONCE = 1_000;

/** Messages that the provider took, of a workspace of their own. Gives their ids in random order. */
async function taken(query: Query): Promise<{ scene: Scene; ids: string[] }> {
  const scene = await setQuietScene(query, "iletimerkezi");
  const campaignId = newId();
  const ids = Array.from({ length: ROWS }, newId);
  await query(
    `INSERT INTO campaigns (workspace_id, id, name, state, connection_id, people, created_by_id, first_id, last_id, prepared_at)
     VALUES ($1, $2, 'Bench', 'settling', $3, $4, $5, $6, $7, now())`,
    [scene.workspaceId, campaignId, scene.connectionId, ROWS, scene.personId, ids[0], ids.at(-1)],
  );
  await query(
    `INSERT INTO messages (workspace_id, id, campaign_id, connection_id, source, sender, msisdn, body, encoding, parts, state,
       provider_id, provider_code, operator, line, accepted_at)
     SELECT $1, t.id, $2, $3, 'campaign', 'MAGAZA', 905300000000 + n, 'Merhaba, siparişiniz kargoya verildi. Takip: ' || n, 'gsm7',
       1 + (n % 10 = 0)::int, 'accepted', n::text, 'sent', (ARRAY['turkcell', 'vodafone', 'turk_telekom'])[1 + n % 3]::message_operator, n, now()
     FROM unnest($4::uuid[]) WITH ORDINALITY AS t (id, n)`,
    [scene.workspaceId, campaignId, scene.connectionId, ids],
  );
  await bookStored(query, scene.workspaceId);
  for (let n = ids.length - 1; n > 0; n -= 1) {
    const other = Math.floor(Math.random() * (n + 1));
    [ids[n], ids[other]] = [ids[other] ?? "", ids[n] ?? ""];
  }
  return { scene, ids };
}

/** Applies a report to each, one in twenty not delivered. Gives reports a second. */
async function apply(query: Query): Promise<number> {
  const { scene, ids } = await taken(query);
  const job = jobScope(scene.workspaceId);
  const startedAt = performance.now();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const reports = ids.slice(from, from + AT_ONCE).map((messageId, n) => {
      const state = n % 20 === 0 ? ("undelivered" as const) : ("delivered" as const);
      return { messageId, state, providerCode: state === "delivered" ? "110" : "115" };
    });
    await job.sql((sql) => applyReports(sql, reports));
  }
  const perSecond = (ids.length / (performance.now() - startedAt)) * 1_000;
  const drift = await job.sql(findDrift);
  if (drift.length > 0) throw new Error(`the rollup is not a recount: ${JSON.stringify(drift[0])}`);
  return perSecond;
}

/** Applies reports in random order, with the rollup, against the same over a table whose state is indexed. */
export default function applyBench(context: BenchContext): Promise<BenchResult> {
  const { say } = context;
  return withOwner(context, async (query) => {
    const runs: BenchRun[] = [];
    for (let n = 1; n <= RUNS; n += 1) {
      const value = await apply(query);
      await query("CREATE INDEX bench_state ON messages (workspace_id, state)");
      const baseline = await apply(query);
      await query("DROP INDEX bench_state");
      runs.push({ value, baseline, ratio: value / baseline });
      say(`run ${n}: ${Math.round(value)}/s against ${Math.round(baseline)}/s`);
    }
    const chosen = median(runs);
    return {
      ...{ name: "apply", unit: "reports/s", ...chosen, target: TARGET, pass: chosen.ratio >= TARGET, runs },
      notes: [
        `value: ${ROWS} reports in random order, ${AT_ONCE} to a statement, with both counts; afterwards a recount finds no difference`,
        "baseline: the same, with an index on the state",
      ],
    };
  });
}
