import { takeTurn } from "#lib/domain/consent/commands/named-people";
import { FRESH_FROM_NOW, FRESH_UNTIL, IS_CLEARED, IYS_KEY, isFresh, ownKey } from "#lib/domain/consent/fresh-answer";
import { LEG_CONNECTION, LEG_IS_USED } from "#lib/domain/messages/legs";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/** Chunks of a campaign that are looked at in one go: the next to leave, and those behind it. */
const AT_ONCE = 3;

interface Waiting {
  readonly id: string;
  readonly firstId: string;
  readonly lastId: string;
  readonly campaignId: string;
  readonly key: string;
}

// An informational campaign, and a connection without a brand, have no such chunk.
const NEXT = `
SELECT w.* FROM campaigns k JOIN LATERAL (
  SELECT c.id, c.first_id AS "firstId", c.last_id AS "lastId", c.campaign_id AS "campaignId", ${IYS_KEY} AS key
  FROM chunks c JOIN connections n ON n.workspace_id = c.workspace_id AND n.id = ${LEG_CONNECTION}
  WHERE c.workspace_id = k.workspace_id AND c.campaign_id = k.id AND c.state = 'open' AND c.lease_until IS NULL
    AND ${LEG_IS_USED} AND n.state = 'active' AND ${IS_CLEARED} IS NOT TRUE
  ORDER BY c.no LIMIT ${AT_ONCE}) w ON true
WHERE k.workspace_id = $1::uuid AND k.state = 'sending' AND k.kind = 'commercial'`;

const PEOPLE = `
SELECT DISTINCT m.msisdn FROM messages m
WHERE m.workspace_id = $1::uuid AND m.id >= $2::uuid AND m.id <= $3::uuid AND m.campaign_id IS NOT DISTINCT FROM $4::uuid
  AND m.state IN ('pending', 'held') AND m.msisdn IS NOT NULL
  AND EXISTS (SELECT FROM consents t WHERE t.workspace_id = m.workspace_id AND t.msisdn = m.msisdn AND t.status = 'granted')`;

// A no that İYS gave before it had the person's word is asked for again. Whoever is being asked about keeps the place in the queue.
const ASK = `
WITH people AS MATERIALIZED (${PEOPLE}), asked_as AS MATERIALIZED (
  SELECT p.msisdn, ${ownKey("p.msisdn", "$5::text")} AS key FROM people p
), lacking AS (
  SELECT p.msisdn, p.key FROM asked_as p
  JOIN consents t ON t.workspace_id = $1::uuid AND t.msisdn = p.msisdn
  LEFT JOIN iys_checks y ON y.workspace_id = $1::uuid AND y.msisdn = p.msisdn
  WHERE (${isFresh("p.key")} AND (y.answer = 'granted' OR t.iys_at IS NULL OR t.iys_at <= y.asked_at)) IS NOT TRUE
), asked AS (
  INSERT INTO iys_checks AS y (workspace_id, msisdn, wanted_as)
  SELECT $1::uuid, l.msisdn, l.key FROM lacking l ORDER BY l.msisdn
  ON CONFLICT (workspace_id, msisdn) DO UPDATE SET wanted_at = clock_timestamp(), wanted_as = excluded.wanted_as
  WHERE y.asked_at >= y.wanted_at OR y.wanted_as IS DISTINCT FROM excluded.wanted_as
)
SELECT (SELECT count(*)::int FROM lacking) AS lacking`;

const CLEAR = `
UPDATE chunks c SET consent_as = $5, consent_until = coalesce((
  SELECT min(${FRESH_UNTIL}) FROM (${PEOPLE}) p JOIN iys_checks y ON y.workspace_id = $1::uuid AND y.msisdn = p.msisdn), ${FRESH_FROM_NOW})
WHERE c.workspace_id = $1::uuid AND c.id = $6::uuid`;

/**
 * Has İYS asked about the people who are next in the workspace's commercial campaigns, and lets a chunk go once there is a fresh
 * answer for everybody in it. Nobody leaves before that; what the answer was is looked at again at the call.
 *
 * @returns whether a chunk may go now.
 */
export async function askForConsent(tx: TenantTx): Promise<boolean> {
  const { workspaceId, db } = tx;
  const chunks = await db.$queryRawUnsafe<Waiting[]>(NEXT, workspaceId);
  if (chunks.length === 0) return false;
  await takeTurn(tx);
  let isCleared = false;
  let isLacking = false;
  for (const { id, firstId, lastId, campaignId, key } of chunks) {
    const place = [workspaceId, firstId, lastId, campaignId, key] as const;
    const [row] = await db.$queryRawUnsafe<{ lacking: number }[]>(ASK, ...place);
    if (row?.lacking === 0) {
      await db.$executeRawUnsafe(CLEAR, ...place, id);
      isCleared = true;
    } else isLacking = true;
  }
  if (isLacking) await enqueue(db, "consent.check", { workspaceId }, { singletonKey: workspaceId });
  return isCleared;
}
