import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { RANGE_DIGITS, type RangeCount, unusualRange } from "./unusual-numbers.ts";

/** Ranges that are looked at closely, the largest. */
const MOST_RANGES = 20;
/** Fewest people of a range that could be unusual at all. */
const FEWEST = 20;
/** How long ago somebody may have been reached to count as known. */
const KNOWN_DAYS = 90;
/** A number has 8 to 15 digits: a range is so many stretches of whole numbers, which the index by number finds. */
const LENGTHS = [8, 9, 10, 11, 12, 13, 14, 15];

/** The foreign range that a written campaign goes to unusually much; null where nothing is unusual. */
export async function unusualIn(
  { workspaceId, db }: TenantTx,
  campaign: { readonly id: string; readonly firstId: string | null; readonly lastId: string | null },
  people: number,
): Promise<RangeCount | null> {
  const { allowsForeign } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { allowsForeign: true },
  });
  if (!allowsForeign || campaign.firstId === null || campaign.lastId === null) return null;
  const ranges = await db.$queryRaw<{ prefix: string; people: bigint }[]>`
    SELECT left(m.msisdn::text, ${RANGE_DIGITS}::int) AS prefix, count(*) AS people FROM messages m
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.id BETWEEN ${campaign.firstId}::uuid AND ${campaign.lastId}::uuid
      AND m.campaign_id = ${campaign.id}::uuid AND m.state = 'pending'
      AND m.msisdn NOT BETWEEN 900000000000 AND 909999999999
    GROUP BY 1 HAVING count(*) >= ${FEWEST} ORDER BY 2 DESC LIMIT ${MOST_RANGES}`;
  const counted: RangeCount[] = [];
  for (const { prefix, people: many } of ranges) {
    counted.push({ prefix, people: Number(many), known: await knownOf(workspaceId, db, prefix) });
  }
  return unusualRange(counted, people);
}

async function knownOf(workspaceId: string, db: TenantTx["db"], prefix: string): Promise<number> {
  const stretches = LENGTHS.map((length) => {
    const [first, last] = [prefix.padEnd(length, "0"), prefix.padEnd(length, "9")].map(BigInt);
    return Prisma.sql`m.msisdn BETWEEN ${first} AND ${last}`;
  });
  const [row] = await db.$queryRaw<{ known: bigint }[]>`
    SELECT count(DISTINCT m.msisdn) AS known FROM messages m
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.state = 'delivered' AND (${Prisma.join(stretches, " OR ")})
      AND coalesce(m.accepted_at, m.state_at) > now() - make_interval(days => ${KNOWN_DAYS}::int)`;
  return Number(row?.known ?? 0);
}
