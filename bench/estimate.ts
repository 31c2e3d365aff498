import { estimateList } from "#lib/domain/campaigns/estimate-queries";
import { audienceOf } from "#lib/domain/campaigns/preview-queries";
import { compileTemplate } from "#lib/domain/campaigns/template";
import { jobScope } from "#lib/gate/job";
import { newId } from "#lib/infra/ids";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { fillLimits } from "./estimate-limits.ts";
import type { Query } from "./scene.ts";
import { withOwner } from "./stored.ts";

/** `BENCH_PEOPLE` shortens a run to see that it works; the promise is about a million. */
const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 1_000_000);
const RUNS = 5;
const LIMITED_RUNS = 3;
/** Seconds in which a million personal texts must be counted. */
const LIMIT_S = (15 * PEOPLE) / 1_000_000;
const COLUMNS = ["Telefon", "Ad", "Şehir", "Ürün"];
const TEXT =
  "Merhaba {{Ad}}, {{Şehir}} mağazamızda {{Ürün|seçili ürünler}} bu hafta sonu indirimde. Ayrıntı: ornek.com/8f3k Ihlamur Ev. Almak istemezseniz RET yazıp 3344'e gönderin.";

/** A list with Turkish names, one in ten people suppressed, half with a consent on record. */
async function fill(query: Query) {
  const [workspaceId, importId, personId] = [newId(), newId(), newId()];
  await query("INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, 'Ölçü', 'none')", [
    personId,
    `${personId}@bench.invalid`,
  ]);
  await query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, 'Ölçü')", [
    workspaceId,
    `b-${workspaceId.slice(-8)}`,
  ]);
  await query(
    `INSERT INTO imports (workspace_id, id, state, filename, columns, phone_column, rows, kept, reading, created_by_id)
     VALUES ($1, $2, 'ready', 'liste.csv', $3, 0, $4, $4, 1, $5)`,
    [workspaceId, importId, COLUMNS, PEOPLE, personId],
  );
  await query(
    `INSERT INTO import_recipients (workspace_id, import_id, reading, line, msisdn, cells)
     SELECT $1, $2, 1, n + 1, 905300000000 + n, ARRAY[(905300000000 + n)::text,
       (ARRAY['Ayşe','Ümmügülsüm','Can','Işıl','Mehmet Ali','Çağla'])[1 + n % 6] || ' ' || n,
       (ARRAY['İstanbul','Ankara','Şanlıurfa','Iğdır','Van'])[1 + n % 5], repeat('çift kişilik nevresim ', n % 4)]
     FROM generate_series(0, $3::int - 1) AS n`,
    [workspaceId, importId, PEOPLE],
  );
  await query(
    `INSERT INTO suppressions (workspace_id, msisdn, reason, source)
     SELECT $1, 905300000000 + n * 10, 'ret', 'sms' FROM generate_series(0, $2::int / 10 - 1) AS n`,
    [workspaceId, PEOPLE],
  );
  await query(
    `INSERT INTO consents (workspace_id, msisdn, status, source, proof, given_at)
     SELECT $1, 905300000000 + n * 2, 'granted', 'form', 'imza', now() FROM generate_series(0, $2::int / 2 - 1) AS n`,
    [workspaceId, PEOPLE],
  );
  await query("ANALYZE import_recipients, suppressions, consents", []);
  return { workspaceId, importId, personId };
}

const seconds = async (work: () => Promise<unknown>) => {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
};

/** Counts the parts of a million personal texts, with suppression and consent, against reading the same rows. */
export default async function estimate(context: BenchContext): Promise<BenchResult> {
  const { say } = context;
  const runs: BenchRun[] = [];
  const limited: number[] = [];
  let most = 0;
  await withOwner(context, async (query) => {
    const { workspaceId, importId, personId } = await fill(query);
    const job = jobScope(workspaceId);
    const list = {
      importId,
      reading: 1,
      fromLine: null,
      leaveOut: null,
      frequency: null,
      reachesForeign: true,
      kept: PEOPLE,
    };
    const columns = [1, 2, 3];
    for (let n = 1; n <= RUNS; n += 1) {
      const baseline = await seconds(() =>
        job.sql(async (sql) => {
          for await (const _ of audienceOf(sql, list, columns));
        }),
      );
      // Another text every time: the last answers are remembered.
      const { template } = compileTemplate(`${TEXT} ${n}`, COLUMNS);
      let told = 0;
      const value = await seconds(async () => {
        const found = await job.sql((sql) => estimateList(sql, list, template, "bench", { onProgress: () => told++ }));
        if (found?.everyone.people !== PEOPLE - PEOPLE / 10) throw new Error("not everybody was counted");
      });
      most = Math.max(most, process.memoryUsage().rss);
      runs.push({ value, baseline, ratio: value / baseline });
      say(`run ${n}: ${value.toFixed(2)} s against ${baseline.toFixed(2)} s, told ${told} times`);
    }
    const limits = await fillLimits(query, { workspaceId, personId }, PEOPLE);
    for (let n = 1; n <= LIMITED_RUNS; n += 1) {
      const { template } = compileTemplate(`${TEXT} limited ${n}`, COLUMNS);
      const took = await seconds(async () => {
        const found = await job.sql((sql) => estimateList(sql, { ...list, ...limits }, template, "bench"));
        if (found === null || found.excluded < PEOPLE / 4) throw new Error("nobody was left out");
      });
      limited.push(took);
      say(`with exclusions and a frequency limit, run ${n}: ${took.toFixed(2)} s`);
    }
  });
  const { value, baseline, ratio } = median(runs);
  const worstLimited = Math.max(...limited);
  const notes = [
    `value: seconds for ${PEOPLE} texts with three variables, a tenth of the people suppressed, half with consent`,
    "baseline: the same rows read with the same statement and nothing done with them",
    `with exclusions (days, a segment, a campaign, a pasted list) and a frequency limit: ${worstLimited.toFixed(2)} s at most; over ${LIMIT_S} s fails`,
    `target: what ${LIMIT_S} s come to as a ratio; this process took at most ${Math.round(most / 1_048_576)} MB`,
  ];
  return {
    ...{ name: "estimate", unit: "s", value, baseline, ratio },
    ...{ target: LIMIT_S / baseline, pass: value <= LIMIT_S && worstLimited <= LIMIT_S, runs, notes },
  };
}
