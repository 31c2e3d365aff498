import { campaignNameLength } from "#lib/domain/campaigns/draft";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Kept free behind a long name. */
const NUMBER_LENGTH = 8;

/**
 * The name of a campaign that no person has named: the one at hand, with the next free number behind it where a campaign of the
 * workspace bears that already. Two who ask at the same moment wait for each other, until the first has stored theirs.
 */
export async function freeName({ workspaceId, db }: TenantTx, name: string): Promise<string> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`name ${workspaceId}`}, 0))`;
  // Half a pair of surrogates cannot be stored.
  const start = name.slice(0, campaignNameLength - NUMBER_LENGTH).replace(/[\uD800-\uDBFF]$/, "");
  const alike = await db.campaign.findMany({
    where: { workspaceId, name: { startsWith: start } },
    select: { name: true },
  });
  const taken = new Set(alike.map((campaign) => campaign.name));
  const numbered = (n: number): string => (taken.has(`${start} (${n})`) ? numbered(n + 1) : `${start} (${n})`);
  return taken.has(name) ? numbered(2) : name;
}
