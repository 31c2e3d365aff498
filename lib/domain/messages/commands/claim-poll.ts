import { withDataKey } from "#lib/infra/crypto/vault";
import type { TenantSql } from "#lib/infra/db/tenant";

/** A chunk whose reports are due, in the hands of this worker. */
export interface PollLease {
  readonly chunkId: string;
  readonly campaignId: string;
  readonly connectionId: string;
  readonly provider: string;
  readonly keySealed: Uint8Array;
  readonly fence: number;
  readonly firstId: string;
  readonly lastId: string;
  /** Milliseconds since the chunk was handed over. */
  readonly ageMs: number;
  /** The other connection of its campaign is asked right after this one. */
  readonly isFirstOfTwo: boolean;
  /** Whether only those of the sample are asked. */
  readonly isSample: boolean;
}

interface LeaseRow {
  id: string;
  campaign_id: string;
  connection_id: string;
  provider: string;
  key_sealed: Buffer;
  fence: number;
  first_id: string;
  last_id: string;
  age_ms: number;
  is_first_of_two: boolean;
}

// A chunk that moved to the second connection may have people at both, which take turns.
const ASKED = "(n.id = k.connection_id OR c.leg = 2 AND n.id = k.second_connection_id)";

// The sample of every campaign comes before anybody else, and campaigns that have none before the rest of those that have
// one: these take hours, and a small one must not wait for them.
const claimText = (due: string, order: string) => `
WITH picked AS (
  SELECT c.id, n.id AS connection_id, n.provider, ${withDataKey("n.key_sealed")} AS key_sealed
  FROM chunks c
  JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
  JOIN connections n ON n.workspace_id = k.workspace_id AND ${ASKED}
  WHERE c.workspace_id = $1 AND c.state = 'sent' AND ${due} <= clock_timestamp()
    AND (c.lease_until IS NULL OR c.lease_until < clock_timestamp())
    AND n.state = 'active' AND n.key_sealed IS NOT NULL AND n.id <> ALL ($4::uuid[])
  ORDER BY ${order}, c.id, (c.polls % 2 = 0) = (n.id = k.connection_id) DESC
  LIMIT 1
  FOR UPDATE OF c SKIP LOCKED
)
UPDATE chunks c
SET lease_until = clock_timestamp() + $3::float8 * interval '1 millisecond', leased_by = $2, fence = c.fence + 1
FROM picked p
WHERE c.workspace_id = $1 AND c.id = p.id
RETURNING c.id, c.campaign_id, p.connection_id, p.provider, p.key_sealed, c.leg = 2 AND c.polls % 2 = 0 AS is_first_of_two, c.fence, c.first_id, c.last_id,
  extract(epoch FROM clock_timestamp() - c.sent_at)::float8 * 1000 AS age_ms`;

const CLAIM_SAMPLE = claimText("c.sample_at", "c.sample_at");
const CLAIM_POLL = claimText("c.poll_at", "k.is_sampled, c.poll_at");

/**
 * Takes the chunk whose reports are most overdue, samples first; null when none is due.
 *
 * @param exceptConnections Connections that are being asked already.
 */
export async function claimPoll(
  sql: TenantSql,
  worker: string,
  leaseMs: number,
  exceptConnections: readonly string[],
): Promise<PollLease | null> {
  const values = [sql.workspaceId, worker, leaseMs, exceptConnections];
  const sampled = await sql.client.query<LeaseRow>({ name: "claim-sample", text: CLAIM_SAMPLE, values });
  const isSample = sampled.rows[0] !== undefined;
  const row =
    sampled.rows[0] ?? (await sql.client.query<LeaseRow>({ name: "claim-poll", text: CLAIM_POLL, values })).rows[0];
  if (row === undefined) return null;
  return {
    chunkId: row.id,
    campaignId: row.campaign_id,
    connectionId: row.connection_id,
    provider: row.provider,
    keySealed: Uint8Array.from(row.key_sealed),
    fence: row.fence,
    firstId: row.first_id,
    lastId: row.last_id,
    ageMs: row.age_ms,
    isFirstOfTwo: row.is_first_of_two,
    isSample,
  };
}

/** A message the provider has and has not reported on. */
export interface AwaitedMessage {
  readonly id: string;
  readonly msisdn: number;
  readonly providerId: string;
}

const OF_SAMPLE = `
  AND EXISTS (SELECT FROM report_samples s WHERE s.workspace_id = $1 AND s.campaign_id = $4 AND s.message_id = messages.id)`;

/**
 * The messages of a chunk whose report is still open; of the sample alone where that is what was taken. Of whoever was erased
 * since nothing is asked: nobody may be known by their number any more.
 */
export async function awaitedMessages(sql: TenantSql, lease: PollLease): Promise<AwaitedMessage[]> {
  const { rows } = await sql.client.query<AwaitedMessage>({
    name: lease.isSample ? "awaited-of-sample" : "awaited-messages",
    text: `
SELECT id, msisdn::float8 AS msisdn, provider_id AS "providerId" FROM messages
WHERE workspace_id = $1 AND id >= $2 AND id <= $3 AND campaign_id IS NOT DISTINCT FROM $4::uuid AND state = 'accepted' AND provider_id IS NOT NULL AND msisdn IS NOT NULL
  AND connection_id = $5${lease.isSample ? OF_SAMPLE : ""}
ORDER BY id`,
    values: [sql.workspaceId, lease.firstId, lease.lastId, lease.campaignId, lease.connectionId],
  });
  return rows;
}

/** Holds a chunk for longer while its questions go on; without effect once another worker took it. */
export async function renewPoll(sql: TenantSql, lease: PollLease, leaseMs: number): Promise<void> {
  await sql.client.query({
    name: "renew-poll",
    text: `
UPDATE chunks SET lease_until = clock_timestamp() + $4::float8 * interval '1 millisecond'
WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND state = 'sent'`,
    values: [sql.workspaceId, lease.chunkId, lease.fence, leaseMs],
  });
}

/**
 * Ends a round of status questions: the chunk is settled when nothing in it awaits a report, else it is due again.
 *
 * @param againMs Time until the next round; null ends the asking, the rest stays accepted without a report.
 * @returns whether the chunk is settled.
 */
export async function endPoll(sql: TenantSql, lease: PollLease, againMs: number | null): Promise<boolean> {
  const { rows } = await sql.client.query<{ state: string }>({
    name: "end-poll",
    text: `
UPDATE chunks c SET
  state = CASE WHEN $4::float8 IS NULL OR NOT EXISTS (
      SELECT FROM messages m WHERE m.workspace_id = $1 AND m.id >= c.first_id AND m.id <= c.last_id
        AND m.campaign_id IS NOT DISTINCT FROM c.campaign_id AND m.state = 'accepted' AND m.msisdn IS NOT NULL) THEN 'settled'::chunk_state ELSE c.state END,
  polls = c.polls + 1, poll_at = clock_timestamp() + coalesce($4::float8, 0) * interval '1 millisecond',
  lease_until = NULL, leased_by = NULL
WHERE c.workspace_id = $1 AND c.id = $2 AND c.fence = $3 AND c.state = 'sent'
RETURNING c.state`,
    values: [sql.workspaceId, lease.chunkId, lease.fence, againMs],
  });
  return rows[0]?.state === "settled";
}

/**
 * Ends a round with those of the sample: they are asked again while one of them awaits a report.
 *
 * @param againMs Time until the next round; null ends it. The others of the chunk are asked at their own times.
 */
export async function endSample(sql: TenantSql, lease: PollLease, againMs: number | null): Promise<void> {
  await sql.client.query({
    name: "end-sample",
    text: `
UPDATE chunks c SET
  sample_at = CASE WHEN EXISTS (
      SELECT FROM report_samples s JOIN messages m ON m.workspace_id = $1 AND m.id = s.message_id AND m.id >= c.first_id AND m.id <= c.last_id
      WHERE s.workspace_id = $1 AND s.campaign_id = c.campaign_id AND s.message_id >= c.first_id AND s.message_id <= c.last_id
        AND m.state = 'accepted' AND m.msisdn IS NOT NULL)
    THEN clock_timestamp() + $4::float8 * interval '1 millisecond' END,
  lease_until = NULL, leased_by = NULL
WHERE c.workspace_id = $1 AND c.id = $2 AND c.fence = $3 AND c.state = 'sent'`,
    values: [sql.workspaceId, lease.chunkId, lease.fence, againMs],
  });
}

/** Settles chunks that waited for reports as long as we wait, for connections that can't be asked any more as well. */
export async function settleOverdue(sql: TenantSql, longestMs: number): Promise<number> {
  const { rowCount } = await sql.client.query({
    name: "settle-overdue",
    text: `
UPDATE chunks SET state = 'settled', lease_until = NULL, leased_by = NULL, fence = fence + 1
WHERE workspace_id = $1 AND state = 'sent' AND sent_at < clock_timestamp() - $2::float8 * interval '1 millisecond'
  AND (lease_until IS NULL OR lease_until < clock_timestamp())`,
    values: [sql.workspaceId, longestMs],
  });
  return rowCount ?? 0;
}

/**
 * Milliseconds until the next round of status questions of the workspace; null when none is planned.
 *
 * @param exceptConnections Connections that are being asked already; the end of that is an occasion of its own.
 */
export async function nextPollMs(sql: TenantSql, exceptConnections: readonly string[]): Promise<number | null> {
  const { rows } = await sql.client.query<{ ms: number | null }>({
    name: "next-poll",
    text: `
SELECT ceil(extract(epoch FROM min(greatest(least(c.poll_at, c.sample_at), c.lease_until)) - clock_timestamp()) * 1000)::float8 AS ms
FROM chunks c
JOIN campaigns k ON k.workspace_id = c.workspace_id AND k.id = c.campaign_id
JOIN connections n ON n.workspace_id = k.workspace_id AND ${ASKED} AND n.state = 'active'
WHERE c.workspace_id = $1 AND c.state = 'sent' AND n.id <> ALL ($2::uuid[])`,
    values: [sql.workspaceId, exceptConnections],
  });
  return rows[0]?.ms ?? null;
}
