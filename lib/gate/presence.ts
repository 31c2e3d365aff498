import { withTenant } from "#lib/infra/db/tenant";

/** How old the note may grow before it is written again. */
const STALE_MS = 5 * 60_000;

/** Notes that a member is in the workspace, at most every five minutes; other workspaces of the person learn nothing. */
export async function noteSeen(workspaceId: string, userId: string, lastSeenAt: Date | null): Promise<void> {
  const now = Date.now();
  if (lastSeenAt !== null && now - lastSeenAt.getTime() < STALE_MS) return;
  await withTenant({ workspaceId, actorId: userId }, ({ db }) =>
    db.membership.updateMany({ where: { workspaceId, userId }, data: { lastSeenAt: new Date(now) } }),
  );
}
