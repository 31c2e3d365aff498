import { IS_CLEARED } from "#lib/domain/consent/fresh-answer";
import { LEG_CONNECTION, LEG_IS_USED, PROVIDER_TAKES_IT } from "#lib/domain/messages/legs";
import { RATE_AHEAD } from "#lib/domain/messages/rate";
import { withDataKey } from "#lib/infra/crypto/vault";
import type { TenantStatements } from "#lib/infra/db/tenant";

/** A worker's hold on a chunk. Every later step names the fence: a hold that was taken over is worth nothing. */
export interface ChunkLease {
  readonly chunkId: string;
  readonly campaignId: string;
  readonly connectionId: string;
  readonly provider: string;
  readonly fence: number;
  readonly firstId: string;
  readonly lastId: string;
  /** People a minute, where the campaign has a pace of its own. */
  readonly pace: number | null;
  /** Whom this connection certainly refuses goes to the campaign's second one. */
  readonly hasSecond: boolean;
  /** Set when the connection's last call failed: its sealed key, for a read call that must succeed first. */
  readonly troubledKey: Uint8Array | null;
}

/** What a claim needs besides the workspace. */
export interface ClaimOptions {
  /** Name of the worker, for people who look at the rows. */
  readonly worker: string;
  readonly leaseMs: number;
  /** Connections that may not take another call now. */
  readonly exceptConnections: readonly string[];
  /** The present, by which commercial messages rest. */
  readonly now: Date;
}

interface LeaseRow {
  id: string;
  campaign_id: string;
  connection_id: string;
  provider: string;
  fence: number;
  first_id: string;
  last_id: string;
  pace: number | null;
  has_second: boolean;
  troubled_key: Buffer | null;
}

// Only free chunks: a lease that ran out is first given back by `reclaimLeases`, which looks after its open calls.
// The lowest number first, so that a small campaign goes out between the chunks of a large one.
const CLAIM = `
WITH picked AS (
  SELECT c.id, n.id AS connection_id, k.pace, n.provider, c.leg = 1 AND k.second_connection_id IS NOT NULL AS has_second,
    CASE WHEN n.last_error_at IS NOT NULL AND coalesce(n.last_error_at > n.last_ok_at, true)
      THEN ${withDataKey("n.key_sealed")} END AS troubled_key
  FROM chunks c
  JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
  JOIN connections n ON n.workspace_id = k.workspace_id AND n.id = ${LEG_CONNECTION}
  JOIN workspaces w ON w.id = c.workspace_id
  JOIN memberships s ON s.workspace_id = k.workspace_id AND s.user_id = k.started_by_id AND may_still_send(s.role, s.may_send)
  WHERE c.workspace_id = $1 AND c.state = 'open' AND c.lease_until IS NULL AND k.state = 'sending'
    AND ${LEG_IS_USED} AND ${PROVIDER_TAKES_IT}
    AND n.state = 'active' AND NOT provider_is_off(n.provider) AND (n.not_before IS NULL OR n.not_before <= clock_timestamp())
    AND (n.rate_free_at IS NULL OR n.rate_free_at <= clock_timestamp() + ${RATE_AHEAD})
    AND (k.pace_free_at IS NULL OR k.pace_free_at <= clock_timestamp() + ${RATE_AHEAD})
    AND w.halted_at IS NULL AND w.suspended_at IS NULL AND n.id <> ALL ($4::uuid[])
    AND (k.kind <> 'commercial' OR NOT is_quiet($5, w.zone, w.quiet_from, w.quiet_until, w.quiet_days)) AND ${IS_CLEARED}
  ORDER BY c.no, c.id
  LIMIT 1
  FOR UPDATE OF c SKIP LOCKED
)
UPDATE chunks c
SET lease_until = clock_timestamp() + $3::float8 * interval '1 millisecond', leased_by = $2, fence = c.fence + 1
FROM picked p
WHERE c.workspace_id = $1 AND c.id = p.id
RETURNING c.id, c.campaign_id, p.connection_id, p.provider, c.fence, c.first_id, c.last_id, p.pace, p.has_second, p.troubled_key`;

/** Takes the next free chunk of the workspace that may go out now; null when there is none. */
export async function claimChunk(sql: TenantStatements, options: ClaimOptions): Promise<ChunkLease | null> {
  const { rows } = await sql.client.query<LeaseRow>({
    name: "claim-chunk",
    text: CLAIM,
    values: [sql.workspaceId, options.worker, options.leaseMs, options.exceptConnections, options.now],
  });
  const row = rows[0];
  if (row === undefined) return null;
  return {
    chunkId: row.id,
    campaignId: row.campaign_id,
    connectionId: row.connection_id,
    provider: row.provider,
    fence: row.fence,
    firstId: row.first_id,
    lastId: row.last_id,
    pace: row.pace,
    hasSecond: row.has_second,
    troubledKey: row.troubled_key === null ? null : Uint8Array.from(row.troubled_key),
  };
}
