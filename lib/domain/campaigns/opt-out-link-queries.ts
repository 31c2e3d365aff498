import { markOf, readOptOutToken } from "#lib/domain/campaigns/opt-out-link";
import { type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { equalHashes, hashToken, keyedHash } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";

/** Whose address it is. */
interface LinkedPerson {
  readonly workspaceId: string;
  readonly campaignId: string;
  readonly line: number;
  readonly msisdn: string;
}

/** The part of an address to refuse on that nobody can make up: 47 bits of a keyed hash of whose it is. */
export function optOutMark({ workspaceId, campaignId, line, msisdn }: LinkedPerson): string {
  return markOf(keyedHash(env().authSecret, `opt-out ${workspaceId} ${campaignId} ${line} ${msisdn}`));
}

// The list first, by its key; once it was thrown away, the messages, as long as they have their numbers.
const AT_LINE = `
SELECT r.msisdn::text AS msisdn FROM campaigns k
JOIN import_recipients r ON r.workspace_id = k.workspace_id AND r.import_id = k.import_id AND r.reading = k.import_reading
WHERE k.workspace_id = $1::uuid AND k.id = $2::uuid AND r.line = $3::int
UNION ALL
SELECT m.msisdn::text FROM campaigns k
JOIN messages m ON m.workspace_id = k.workspace_id AND m.id >= k.first_id AND m.id <= k.last_id AND m.campaign_id = k.id
WHERE k.workspace_id = $1::uuid AND k.id = $2::uuid AND m.line = $3::int AND m.msisdn IS NOT NULL
LIMIT 1`;

/** The person whose own address this is in a campaign; null when it is nobody's, or the number is not kept any more. */
export async function personOfLink(
  { workspaceId, db }: TenantTx,
  campaignId: string,
  token: string,
): Promise<Msisdn | null> {
  const read = readOptOutToken(token);
  if (read === null) return null;
  const { line, mark } = read;
  const [row] = await db.$queryRawUnsafe<{ msisdn: string }[]>(AT_LINE, workspaceId, campaignId, line);
  if (row === undefined) return null;
  const expected = optOutMark({ workspaceId, campaignId, line, msisdn: row.msisdn });
  return equalHashes(hashToken(expected), hashToken(mark)) ? msisdnFromRow(row.msisdn) : null;
}
