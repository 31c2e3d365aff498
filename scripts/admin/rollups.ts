import { parseArgs } from "node:util";
import { toPublicId } from "#lib/domain/ids";
import { NO_CAMPAIGN } from "#lib/domain/messages/book-moves";
import { type Drift, findDrift } from "#lib/domain/rollups/drift-queries";
import { jobScope, workspacesWithHistory } from "#lib/gate/job";
import { withInstance } from "./by-hand.ts";
import type { Commands } from "./command.ts";

/** Cells named for each workspace; the rest is counted. */
const MOST_NAMED = 10;

const names = { rollup: "reports", campaign: "campaign", problems: "list of problems" } as const;

function wordsOf({ where, campaignId, state, parts, booked, counted }: Drift): string {
  const campaign = campaignId === NO_CAMPAIGN ? "no campaign" : toPublicId("campaign", campaignId);
  const cell = parts === null ? state : `${state}, ${parts} parts`;
  return `${names[where]}: ${campaign}, ${cell}: ${booked} booked, ${counted} there`;
}

function verify(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { workspace: { type: "string" } } });
  return withInstance(async () => {
    let [looked, bad] = [0, 0];
    for (const workspaceId of await workspacesWithHistory()) {
      const job = jobScope(workspaceId);
      const workspace = await job.transact(({ db }) =>
        db.workspace.findUnique({ where: { id: workspaceId }, select: { slug: true } }),
      );
      if (workspace === null || (values.workspace ?? workspace.slug) !== workspace.slug) continue;
      looked += 1;
      const drift = await job.sql(findDrift);
      if (drift.length > 0) bad += 1;
      console.log(`${workspace.slug}: ${drift.length === 0 ? "no drift" : `${drift.length} counts differ`}`);
      for (const one of drift.slice(0, MOST_NAMED)) console.log(`  ${wordsOf(one)}`);
    }
    if (looked === 0 && values.workspace !== undefined) throw new Error("No such workspace.");
    if (looked === 0) console.log("There are no workspaces yet, so there is nothing to count.");
    if (bad > 0) throw new Error(`The counts of ${bad} of ${looked} workspaces are not those of their messages.`);
  });
}

/** `rollups`: whether the counts of reports and campaigns are those of the messages. */
export const rollupCommands: Commands = {
  "rollups verify": {
    usage: "rollups verify [--workspace ADDRESS]",
    purpose: "counts every message anew and compares with what reports show; fails when anything differs",
    run: verify,
  },
};
