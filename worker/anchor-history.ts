import { chainEnd } from "#lib/domain/audit/verify-queries";
import { jobScope, workspacesWithHistory } from "#lib/gate/job";
import { readAnchors, writeAnchors } from "#lib/infra/audit-anchor";
import { env } from "#lib/infra/env";
import { log } from "#lib/infra/log";

/**
 * Writes down, in a file beside the keyring, where the history of every workspace ends today; so a tail that is cut off
 * later is missed. A history that does not go on from its anchor keeps that anchor, and raises an alert: were the
 * anchor to follow it, what was taken away would be forgotten with the next day.
 */
export async function anchorHistories(now: Date): Promise<void> {
  const folder = env().dataDir;
  const anchors = readAnchors(folder);
  for (const workspaceId of new Set([...(await workspacesWithHistory()), ...Object.keys(anchors)])) {
    const known = anchors[workspaceId];
    const end = await jobScope(workspaceId).transact((tx) => chainEnd(tx, known));
    if (end.kind === "another") {
      log.error({ workspaceId, known: known?.seq, alert: true }, "a history does not go on from its anchor");
    } else if (end.kind === "end") {
      anchors[workspaceId] = { seq: end.seq, mac: end.mac, at: now.toISOString() };
    }
  }
  writeAnchors(folder, anchors);
}
