import { AS_IT_WAS, BOOK_MOVES, movedFrom } from "#lib/domain/messages/book-moves";
import { withDataKey } from "#lib/infra/crypto/vault";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";

/** A chunk of a cancelled campaign whose orders wait at the provider, in the hands of this worker. */
export interface WaitingOrders {
  readonly chunkId: string;
  readonly campaignId: string;
  readonly connectionId: string;
  readonly provider: string;
  readonly keySealed: Uint8Array;
  readonly fence: number;
  readonly firstId: string;
  readonly lastId: string;
  /** Ids of the orders, with one of the people of each. */
  readonly orders: readonly { readonly providerId: string; readonly msisdn: number }[];
}

const WAITS = `c.workspace_id = $1 AND c.state = 'sent' AND (c.lease_until IS NULL OR c.lease_until < clock_timestamp())
  AND k.state = 'cancelled' AND k.at_provider AND k.start_at > clock_timestamp()
  AND EXISTS (SELECT FROM messages m WHERE m.workspace_id = $1 AND m.id >= c.first_id AND m.id <= c.last_id
    AND m.campaign_id IS NOT DISTINCT FROM c.campaign_id AND m.state = 'accepted' AND m.provider_id IS NOT NULL
    AND (c.withdrawn_at IS NULL OR m.state_at > c.withdrawn_at))`;

/** Cancelled campaigns that have orders waiting at their provider. */
export async function campaignsToTakeBack(sql: TenantSql): Promise<string[]> {
  const { rows } = await sql.client.query<{ id: string }>({
    name: "campaigns-to-take-back",
    text: `
SELECT DISTINCT k.id FROM campaigns k JOIN chunks c ON c.workspace_id = k.workspace_id AND c.campaign_id = k.id WHERE ${WAITS}`,
    values: [sql.workspaceId],
  });
  return rows.map((row) => row.id);
}

const CLAIM = `
WITH picked AS (
  SELECT c.id, n.id AS connection_id, n.provider, ${withDataKey("n.key_sealed")} AS key_sealed
  FROM chunks c JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
  JOIN connections n ON n.workspace_id = $1 AND n.id = k.connection_id AND n.state = 'active' AND n.key_sealed IS NOT NULL
  WHERE ${WAITS} AND c.campaign_id = $2
  ORDER BY c.no LIMIT 1
  FOR UPDATE OF c SKIP LOCKED
), held AS (
  UPDATE chunks c SET lease_until = clock_timestamp() + $3::float8 * interval '1 millisecond', fence = c.fence + 1
  FROM picked p WHERE c.workspace_id = $1 AND c.id = p.id
  RETURNING c.id, c.campaign_id, c.first_id, c.last_id, c.fence
)
SELECT h.id AS "chunkId", h.campaign_id AS "campaignId", p.connection_id AS "connectionId", p.provider,
  p.key_sealed AS "keySealed", h.fence, h.first_id AS "firstId", h.last_id AS "lastId",
  coalesce((SELECT json_agg(json_build_object('providerId', o.provider_id, 'msisdn', o.msisdn)) FROM (
    SELECT m.provider_id, min(m.msisdn) AS msisdn FROM messages m
    WHERE m.workspace_id = $1 AND m.id >= h.first_id AND m.id <= h.last_id AND m.campaign_id IS NOT DISTINCT FROM h.campaign_id
      AND m.state = 'accepted' AND m.provider_id IS NOT NULL AND m.msisdn IS NOT NULL
    GROUP BY m.provider_id) o), '[]'::json) AS orders
FROM held h JOIN picked p ON p.id = h.id`;

/** Takes the next chunk of a cancelled campaign with orders that wait at the provider; null when there is none. */
export async function claimWaiting(sql: TenantSql, campaignId: string, holdMs: number): Promise<WaitingOrders | null> {
  const { rows } = await sql.client.query<WaitingOrders>({
    name: "claim-waiting",
    text: CLAIM,
    values: [sql.workspaceId, campaignId, holdMs],
  });
  return rows[0] ?? null;
}

const TAKEN_BACK = `
WITH chunk AS (
  UPDATE chunks SET lease_until = NULL, withdrawn_at = CASE WHEN $5 THEN now() ELSE withdrawn_at END
  WHERE workspace_id = $1::uuid AND id = $2::uuid AND fence = $3 AND state = 'sent'
  RETURNING first_id, last_id, campaign_id
), known AS MATERIALIZED (
  SELECT ${AS_IT_WAS} FROM chunk c JOIN messages m ON m.workspace_id = $1::uuid AND m.id >= c.first_id AND m.id <= c.last_id
    AND m.campaign_id IS NOT DISTINCT FROM c.campaign_id
  WHERE m.state = 'accepted' AND m.provider_id = ANY ($4::text[])
  ORDER BY m.id
  FOR UPDATE OF m
), moved AS (
  UPDATE messages m SET state = 'cancelled', state_at = now()
  FROM known k
  WHERE m.workspace_id = $1::uuid AND m.id = ANY (ARRAY(SELECT id FROM known)) AND m.id = k.id
  RETURNING ${movedFrom("k")}
), ${BOOK_MOVES}
SELECT (SELECT count(*)::int FROM moved) AS people, (SELECT count(*)::int FROM booked) AS booked`;

/**
 * Writes down which orders the provider took back, and gives the chunk back.
 *
 * @param isWhole Whether every order of the chunk got a clear answer; else it is asked again.
 * @returns how many people get nothing.
 */
export async function recordTakenBack(
  { db, workspaceId }: TenantTx,
  { chunkId, fence }: WaitingOrders,
  providerIds: readonly string[],
  isWhole: boolean,
): Promise<number> {
  const rows = await db.$queryRawUnsafe<{ people: number }[]>(
    TAKEN_BACK,
    ...[workspaceId, chunkId, fence, providerIds, isWhole],
  );
  return rows[0]?.people ?? 0;
}
