import type { TenantTx } from "#lib/infra/db/tenant";

const HOUR_MS = 3_600_000;

/** An upload that lasts longer has broken off together with the process that took it. */
const LONGEST_UPLOAD_HOURS = 6;

/** A list that no campaign has used for so long was replaced or given up. */
const UNUSED_HOURS = 24;

/** Lists removed at a time, so that the transaction stays short. */
const AT_A_TIME = 2;

/**
 * Removes lists that nobody will use: uploads that broke off, and lists no campaign points to. Numbers are personal,
 * and are kept no longer than they are needed.
 *
 * @returns how many lists went.
 */
export async function dropForgotten({ workspaceId, db }: TenantTx, now: Date = new Date()): Promise<number> {
  const before = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
  const found = await db.import.findMany({
    where: {
      workspaceId,
      campaigns: { none: {} },
      OR: [
        { state: "receiving", createdAt: { lt: before(LONGEST_UPLOAD_HOURS) } },
        { state: { in: ["ready", "refused"] }, createdAt: { lt: before(UNUSED_HOURS) } },
      ],
    },
    select: { id: true },
    take: AT_A_TIME,
  });
  const { count } = await db.import.deleteMany({
    where: { workspaceId, id: { in: found.map((list) => list.id) }, campaigns: { none: {} } },
  });
  return count;
}
