import type { PurgeDoors } from "#lib/domain/retention/commands/doors";
import { eraseWorkspace } from "#lib/domain/retention/commands/erase-workspace";
import { purgeLists } from "#lib/domain/retention/commands/purge-lists";
import {
  idFloor,
  type PurgedColumn,
  purgeMessages,
  purgeReceived,
} from "#lib/domain/retention/commands/purge-messages";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A little less than a day, so that a purge at the same time of every day happens every day. */
const BETWEEN_MS = 23 * HOUR_MS;
/** A campaign may last this long; what its end left behind is looked at again. */
const LONGEST_CAMPAIGN_MS = 30 * DAY_MS;

/**
 * Throws away what a workspace does not keep any longer, in small transactions: archives that expired, texts, numbers and
 * lists by its retention at most once a day, and everything once it was deleted. What went is counted in the history.
 */
export async function purgeWorkspace(doors: PurgeDoors, now: Date = new Date()): Promise<void> {
  const { workspaceId } = doors;
  const workspace = await doors.transact(({ db }) => db.workspace.findUnique({ where: { id: workspaceId } }));
  if (workspace === null || workspace.deletedAt !== null) return;
  if (workspace.deleteAt !== null && workspace.deleteAt <= now) return eraseWorkspace(doors, now);
  await dropArchives(doors, now);
  const { purgedAt, bodyDays, numberDays } = workspace;
  if (bodyDays === null && numberDays === null) return;
  if (purgedAt !== null && now.getTime() - purgedAt.getTime() < BETWEEN_MS) return;
  const cutoff = (days: number) => new Date(now.getTime() - days * DAY_MS);
  // What the last purge saw is gone, but for campaigns that were still under way.
  const from = (days: number) =>
    purgedAt === null ? new Date(0) : new Date(purgedAt.getTime() - days * DAY_MS - LONGEST_CAMPAIGN_MS);
  const empty = (column: PurgedColumn, days: number | null) =>
    days === null ? 0 : purgeColumn(doors, column, from(days), cutoff(days));
  const texts = await empty("body", bodyDays);
  const numbers = await empty("msisdn", numberDays);
  const shortest = Math.min(bodyDays ?? Number.POSITIVE_INFINITY, numberDays ?? Number.POSITIVE_INFINITY);
  const received = await doors.sql((sql) => purgeReceived(sql, cutoff(shortest)));
  const lists = numberDays === null ? 0 : await doors.sql((sql) => purgeLists(sql, cutoff(numberDays)));
  await doors.record("retention.purge", async ({ db }) => {
    await db.workspace.updateMany({ where: { id: workspaceId }, data: { purgedAt: now } });
    return { result: null, audit: { subject: null, detail: { texts: texts + received, numbers, lists } } };
  });
}

async function purgeColumn(doors: PurgeDoors, column: PurgedColumn, from: Date, before: Date): Promise<number> {
  const [first, beforeId] = await doors.sql(async (sql) => [await idFloor(sql, from), await idFloor(sql, before)]);
  let purged = 0;
  for (let afterId: string | null = first ?? null; afterId !== null && beforeId !== undefined; ) {
    const after: string = afterId;
    const batch = await doors.sql((sql) => purgeMessages(sql, column, after, beforeId));
    purged += batch.messages;
    afterId = batch.lastId;
  }
  return purged;
}

async function dropArchives(doors: PurgeDoors, now: Date): Promise<void> {
  const { workspaceId } = doors;
  await doors.transact(async ({ db }) => {
    const expired = await db.archive.findMany({
      where: { workspaceId, state: "ready", expiresAt: { lte: now } },
      select: { id: true },
    });
    const ids = expired.map(({ id }) => id);
    await db.archivePiece.deleteMany({ where: { workspaceId, archiveId: { in: ids } } });
    await db.archive.updateMany({ where: { workspaceId, id: { in: ids } }, data: { state: "expired", choice: {} } });
  });
}
