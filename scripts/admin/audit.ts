import { parseArgs } from "node:util";
import type { ChainFault } from "#lib/domain/audit/chain";
import { verifyChain } from "#lib/domain/audit/verify-queries";
import { jobScope, workspacesWithHistory } from "#lib/gate/job";
import { readAnchors } from "#lib/infra/audit-anchor";
import { env } from "#lib/infra/env";
import { withInstance } from "./by-hand.ts";
import type { Commands } from "./command.ts";

function wordsOf(fault: ChainFault): string {
  switch (fault.kind) {
    case "changed":
      return `entry ${fault.seq} (${fault.id ?? "?"}) is not as it was written`;
    case "missing":
      return `entry ${fault.seq} is missing`;
    case "not_chained":
      return `entry ${fault.id ?? "?"} was not written by the product`;
    case "cut":
      return `the end is cut off: the last entry is ${fault.seq}, and there were ${fault.knownSeq}`;
    case "no_head":
      return "the head of the chain is gone";
    case "key_unreadable":
      return "the key of the chain does not open: it was exchanged, or the keyring is another";
  }
}

function verify(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { workspace: { type: "string" } } });
  return withInstance(async () => {
    const anchors = readAnchors(env().dataDir);
    let [looked, bad] = [0, 0];
    for (const workspaceId of new Set([...(await workspacesWithHistory()), ...Object.keys(anchors)])) {
      const { transact } = jobScope(workspaceId);
      const workspace = await transact(({ db }) =>
        db.workspace.findUnique({ where: { id: workspaceId }, select: { slug: true } }),
      );
      // A deleted workspace keeps its row and its history; one without a row was taken away by somebody else.
      const slug = workspace?.slug ?? workspaceId;
      if ((values.workspace ?? slug) !== slug) continue;
      const verdict = await verifyChain(transact, anchors[workspaceId]);
      looked += 1;
      if (verdict.kind === "broken") bad += 1;
      const unseen = anchors[workspaceId] === undefined ? "; nobody noted where it ended: a cut would not be seen" : "";
      console.log(
        `${slug}: ${verdict.kind === "whole" ? `whole, ${verdict.entries} entries${unseen}` : wordsOf(verdict.fault)}`,
      );
    }
    if (looked === 0)
      throw new Error(values.workspace === undefined ? "There is no history yet." : "No such workspace.");
    if (bad > 0) throw new Error(`${bad} of ${looked} histories are not whole.`);
  });
}

/** `audit`: whether the histories are as they were written. */
export const auditCommands: Commands = {
  "audit verify": {
    usage: "audit verify [--workspace ADDRESS]",
    purpose: "looks every history through; names the first entry that was changed, is missing, or a cut off end",
    run: verify,
  },
};
