import { campaignHead, campaignProgress } from "#lib/domain/campaigns/report-queries";
import { toPublicId } from "#lib/domain/ids";
import { messagePage } from "#lib/domain/messages/page-queries";
import type { MessageRange } from "#lib/domain/messages/queries";
import { MessageFilter } from "#lib/domain/messages/schema";
import { campaignEstimate } from "#lib/domain/rollups/estimate-queries";
import { optOutsWithin72h } from "#lib/domain/rollups/opt-out-queries";
import { campaignFigures, periodComparison, periodReport } from "#lib/domain/rollups/queries";
import { jobScope } from "#lib/gate/job";
import type { TenantTx } from "#lib/infra/db/tenant";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import type { Scene } from "./scene.ts";
import { middle, setQuietScene, storeCampaign, withOwner } from "./stored.ts";

const ROWS = Number(process.env.BENCH_ROWS ?? 10_000_000);
const FEW = 10_000;
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const TARGET = 1.2;
/** Reads of each page in a run, large and small in turn. */
const READS = 15;
const ZONE = "Europe/Istanbul";

/** What one page reads. */
type Page = (tx: TenantTx, range: MessageRange) => Promise<unknown>;

const today = new Date().toISOString().slice(0, 10);
const month = { from: `${today.slice(0, 7)}-01`, to: `${today.slice(0, 7)}-28` };

const log =
  (address: Record<string, string>): Page =>
  (tx) =>
    messagePage(tx, null, MessageFilter.parse(address), ZONE);

const PAGES: Readonly<Record<string, Page>> = {
  "campaign report": async (tx, range) => {
    const publicId = toPublicId("campaign", range.campaignId);
    await campaignHead(tx, publicId);
    await campaignProgress(tx, publicId);
    const { figures } = await campaignFigures(tx, range.campaignId);
    await campaignEstimate(tx, range.campaignId, figures);
    await optOutsWithin72h(tx, range.campaignId);
    await messagePage(tx, range, MessageFilter.parse({}), ZONE);
  },
  "its recipients who did not get it": (tx, range) =>
    messagePage(tx, range, MessageFilter.parse({ view: "lost" }), ZONE),
  "reports of a month": async (tx) => {
    await periodComparison(tx, month, ZONE);
    for (const group of ["day", "sender", "operator", "campaign"] as const) await periodReport(tx, month, ZONE, group);
  },
  "message log": log({}),
  "log, a number": log({ number: "0530 000 50 07" }),
  "log, a sender on a day": log({ sender: "MAGAZA", from: today, to: today }),
  "log, an error": log({ view: "lost", code: "115" }),
  "log, a rare state": log({ view: "unknown" }),
  "log, a rare code": log({ code: "117" }),
  "log, a reason": log({ reason: "suppressed" }),
  "log, last digits": log({ number: "4321" }),
  "log, a rare sender": log({ sender: "SEYREK" }),
  "log, the few who wait": log({ view: "waiting" }),
  "log, an operator": log({ operator: "vodafone", view: "delivered" }),
};

async function timed(workspaceId: string, range: MessageRange, page: Page): Promise<number> {
  const startedAt = performance.now();
  await jobScope(workspaceId).transact((tx) => page(tx, range));
  return performance.now() - startedAt;
}

interface Stored {
  readonly scene: Scene;
  readonly range: MessageRange;
}

/** The slowest page against itself in the small workspace. */
async function compare(large: Stored, small: Stored): Promise<BenchRun & { page: string }> {
  const runs: (BenchRun & { page: string })[] = [];
  for (const [name, page] of Object.entries(PAGES)) {
    const [many, few]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < READS; turn += 1) {
      few.push(await timed(small.scene.workspaceId, small.range, page));
      many.push(await timed(large.scene.workspaceId, large.range, page));
    }
    const [value, baseline] = [middle(many), middle(few)];
    runs.push({ page: name, value, baseline, ratio: value / baseline });
  }
  return runs.reduce((worst, run) => (run.ratio > worst.ratio ? run : worst));
}

/** Opens reports and the message log of a workspace with ten million messages and of one with ten thousand. */
export default function report(context: BenchContext): Promise<BenchResult> {
  const { say } = context;
  return withOwner(context, async (query) => {
    const store = async (rows: number): Promise<Stored> => {
      const scene = await setQuietScene(query, "iletiniz");
      return { scene, range: await storeCampaign(query, scene, rows) };
    };
    const startedAt = performance.now();
    const small = await store(FEW);
    const large = await store(ROWS);
    say(`${ROWS} messages are there after ${Math.round((performance.now() - startedAt) / 1_000)} s`);
    const runs: (BenchRun & { page: string })[] = [];
    for (let n = 0; n <= RUNS; n += 1) {
      const run = await compare(large, small);
      // The first round warms the machine.
      if (n > 0) runs.push(run);
      say(`run ${n}: ${run.page}, ${run.value.toFixed(2)} ms against ${run.baseline.toFixed(2)} ms`);
    }
    const chosen = median(runs);
    return {
      ...{ name: "report", unit: "ms", ...chosen, target: TARGET, pass: chosen.ratio <= TARGET, runs },
      notes: [
        `value: the page that loses most, with its transaction, over ${ROWS} messages; at most`,
        `baseline: the same page over ${FEW} messages; each the median of ${READS} reads in turn`,
        `pages: ${Object.keys(PAGES).join("; ")}`,
      ],
    };
  });
}
