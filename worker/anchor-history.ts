import { chainEnd } from "#lib/domain/audit/verify-queries";
import { jobScope, workspacesWithHistory } from "#lib/gate/job";
import { readAnchors, writeAnchors } from "#lib/infra/audit-anchor";
import { env } from "#lib/infra/env";
import { log } from "#lib/infra/log";

/**
 * Writes down, in a file beside the keyring, where the history of every workspace ends today; so a tail that is cut off
 * later is missed. A history that is shorter than it was keeps its anchor, and raises an alert.
 */
export async function anchorHistories(now: Date): Promise<void> {
  const folder = env().dataDir;
  const known = readAnchors(folder);
  const anchors = { ...known };
  for (const workspaceId of await workspacesWithHistory()) {
    const end = await jobScope(workspaceId).transact(chainEnd);
    const before = known[workspaceId];
    if (before !== undefined && (end === null || end.seq < before.seq)) {
      log.error(
        { workspaceId, known: before.seq, found: end?.seq ?? 0, alert: true },
        "a history is shorter than it was",
      );
      continue;
    }
    if (end !== null) anchors[workspaceId] = { ...end, at: now.toISOString() };
  }
  writeAnchors(folder, anchors);
}
