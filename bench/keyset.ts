import { toPublicId } from "#lib/domain/ids";
import { messagePage } from "#lib/domain/messages/page-queries";
import { MessageFilter } from "#lib/domain/messages/schema";
import { jobScope } from "#lib/gate/job";
import { type BenchContext, type BenchResult, type BenchRun, median } from "./context.ts";
import { middle, setQuietScene, storeCampaign, withOwner } from "./stored.ts";

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const TARGET = 1.2;
const PAGE = 50;
/** Reads of each page in a run, in turn. */
const READS = 40;

/** Reads page 10,000 of the message log against its first page. */
export default function keyset(context: BenchContext): Promise<BenchResult> {
  const { say } = context;
  return withOwner(context, async (query) => {
    const scene = await setQuietScene(query, "iletiniz");
    await storeCampaign(query, scene, ROWS);
    // The page that a person who pressed "next" 9,999 times asks for, or the last there is.
    const skipped = Math.min(9_999 * PAGE, ROWS - PAGE - 1);
    const [before] = await query<{ id: string }>(
      "SELECT id FROM messages WHERE workspace_id = $1 ORDER BY id DESC OFFSET $2 LIMIT 1",
      [scene.workspaceId, skipped - 1],
    );
    const far = MessageFilter.parse({ after: toPublicId("message", before?.id ?? "") });
    const read = async (filter: MessageFilter): Promise<number> => {
      const startedAt = performance.now();
      const page = await jobScope(scene.workspaceId).transact((tx) =>
        messagePage(tx, null, filter, "Europe/Istanbul", PAGE),
      );
      if (page.rows.length !== PAGE) throw new Error("a page is not full");
      return performance.now() - startedAt;
    };
    const runs: BenchRun[] = [];
    for (let n = 0; n <= RUNS; n += 1) {
      const [near, deep]: [number[], number[]] = [[], []];
      for (let turn = 0; turn < READS; turn += 1) {
        near.push(await read(MessageFilter.parse({})));
        deep.push(await read(far));
      }
      const [value, baseline] = [middle(deep), middle(near)];
      // The first round warms the machine.
      if (n > 0) runs.push({ value, baseline, ratio: value / baseline });
      say(`run ${n}: ${value.toFixed(2)} ms against ${baseline.toFixed(2)} ms`);
    }
    const chosen = median(runs);
    return {
      ...{ name: "keyset", unit: "ms", ...chosen, target: TARGET, pass: chosen.ratio <= TARGET, runs },
      notes: [
        `value: page ${Math.floor(skipped / PAGE) + 1} of the message log of a workspace with ${ROWS} messages, ${PAGE} a page; at most`,
        `baseline: page 1 of the same log; each the median of ${READS} reads in turn, with its transaction`,
      ],
    };
  });
}
