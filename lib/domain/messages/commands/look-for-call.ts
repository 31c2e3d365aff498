import { ASKED_AGAIN } from "#lib/domain/messages/asked-again";
import { AS_IT_WAS, BOOK_MOVES, movedFrom } from "#lib/domain/messages/book-moves";
import { HOLD_CALLS } from "#lib/domain/messages/hold-calls";
import { type Evidence, REPEATED } from "#lib/domain/messages/lookups";
import { withDataKey } from "#lib/infra/crypto/vault";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";

/** A call without an answer whose provider is to be asked, held by this worker until its next look is due. */
export interface LostCall {
  readonly attemptId: string;
  readonly campaignId: string | null;
  readonly connectionId: string;
  readonly provider: string;
  readonly keySealed: Uint8Array;
  readonly sender: string;
  /** Those of the call who are still unknown, as digits. */
  readonly numbers: readonly number[];
  /** When it was made; of one that the provider called a repeated order, when the one before it was. */
  readonly startedAt: Date;
  /** The start that the provider was told to keep; null where it was to be sent at once. */
  readonly sendAt: Date | null;
  /** Ids of the provider that belong to other calls of about that time. */
  readonly linked: readonly string[];
  /** Whether another call of about that time, to some of the same people, is open as well: their orders look alike. */
  readonly hasLookAlike: boolean;
  /** Looks before this one. */
  readonly looks: number;
  readonly emptyLooks: number;
}

/** Calls further apart than this are never taken for each other. */
const NEAR = "interval '15 minutes'";

/** Whether a call `a` was made for people of a call `h` before, and a person had them sent to again. */
const IS_BEFORE = `a.campaign_id = h.campaign_id AND a.chunk_id = h.chunk_id AND a.id <> h.id AND a.decision = 'send_again'
    AND a.message_ids && h.message_ids`;

const CLAIM_LOST = `
WITH due AS (
  SELECT a.id FROM dispatch_attempts a
  JOIN connections n ON n.workspace_id = $1 AND n.id = a.connection_id
  WHERE a.workspace_id = $1 AND a.look_at <= clock_timestamp() AND a.state = 'unknown'
    AND n.provider = ANY ($3::text[]) AND n.state = 'active' AND n.key_sealed IS NOT NULL
  ORDER BY a.look_at, a.id LIMIT 1
  FOR UPDATE OF a SKIP LOCKED
), held AS (
  UPDATE dispatch_attempts a SET look_at = clock_timestamp() + $2::float8 * interval '1 millisecond'
  FROM due WHERE a.workspace_id = $1 AND a.id = due.id
  RETURNING a.*
), people AS (
  SELECT array_agg(m.msisdn::float8 ORDER BY m.id) AS numbers, min(m.sender) AS sender
  FROM held h JOIN messages m ON m.workspace_id = $1 AND m.id = ANY (h.message_ids) AND m.state = 'unknown' AND m.msisdn IS NOT NULL
), origin AS (
  SELECT coalesce(min(a.started_at), h.started_at) AS started_at FROM held h
  LEFT JOIN dispatch_attempts a ON h.detail = '${REPEATED}' AND a.workspace_id = $1 AND ${IS_BEFORE}
  GROUP BY h.started_at
), near AS (
  SELECT a.id, a.state, a.message_ids FROM held h CROSS JOIN origin o
  JOIN dispatch_attempts a ON a.workspace_id = $1 AND a.connection_id = h.connection_id AND a.id <> h.id
    AND a.started_at BETWEEN o.started_at - ${NEAR} AND o.started_at + ${NEAR}
)
SELECT h.id AS "attemptId", h.campaign_id AS "campaignId", h.connection_id AS "connectionId", n.provider,
  ${withDataKey("n.key_sealed")} AS "keySealed", coalesce(p.sender, '') AS sender, coalesce(p.numbers, '{}') AS numbers,
  o.started_at AS "startedAt", CASE WHEN k.at_provider AND k.start_at > o.started_at THEN k.start_at END AS "sendAt", h.looks, h.empty_looks AS "emptyLooks",
  ARRAY(SELECT DISTINCT m.provider_id FROM near a JOIN messages m ON m.workspace_id = $1 AND m.id = a.message_ids[1]
    WHERE m.provider_id IS NOT NULL) AS linked,
  EXISTS (SELECT FROM near a JOIN messages m ON m.workspace_id = $1 AND m.id = ANY (a.message_ids)
    WHERE a.state IN ('started', 'unknown') AND m.state IN ('pending', 'unknown') AND m.sender = p.sender
      AND m.msisdn::float8 = ANY (p.numbers)) AS "hasLookAlike"
FROM held h JOIN connections n ON n.workspace_id = $1 AND n.id = h.connection_id CROSS JOIN people p CROSS JOIN origin o
LEFT JOIN campaigns k ON k.workspace_id = $1 AND k.id = h.campaign_id`;

/**
 * Whether some of a call's people are sent to once more because nobody knew whether they had got it.
 */
export async function isSentAgain(sql: TenantSql, attemptId: string): Promise<boolean> {
  const { rowCount } = await sql.client.query({
    name: "is-sent-again",
    text: `SELECT FROM dispatch_attempts h JOIN dispatch_attempts a ON a.workspace_id = $1 AND ${IS_BEFORE}
           WHERE h.workspace_id = $1 AND h.id = $2 LIMIT 1`,
    values: [sql.workspaceId, attemptId],
  });
  return rowCount === 1;
}

/**
 * Takes the next call whose provider is to be asked for it; null when none is due.
 *
 * @param holdMs How long nobody else takes it.
 * @param providers Names of those that can be asked.
 */
export async function claimLostCall(
  sql: TenantSql,
  holdMs: number,
  providers: readonly string[],
): Promise<LostCall | null> {
  const { rows } = await sql.client.query<LostCall>({
    name: "claim-lost-call",
    text: CLAIM_LOST,
    values: [sql.workspaceId, holdMs, providers],
  });
  return rows[0] ?? null;
}

/** Milliseconds until the next look of the workspace is due; null when none is planned. */
export async function nextLookDueMs(sql: TenantSql, providers: readonly string[]): Promise<number | null> {
  const { rows } = await sql.client.query<{ ms: number | null }>({
    name: "next-look",
    text: `
SELECT ceil(extract(epoch FROM min(a.look_at) - clock_timestamp()) * 1000)::float8 AS ms
FROM dispatch_attempts a
JOIN connections n ON n.workspace_id = $1 AND n.id = a.connection_id AND n.state = 'active' AND n.provider = ANY ($2::text[])
WHERE a.workspace_id = $1 AND a.look_at IS NOT NULL AND a.state = 'unknown'`,
    values: [sql.workspaceId, providers],
  });
  return rows[0]?.ms ?? null;
}

/** Nobody can be asked about calls of the other providers: they wait for a person alone. */
export async function dropLooks(sql: TenantSql, providers: readonly string[]): Promise<void> {
  await sql.client.query({
    name: "drop-looks",
    text: `
UPDATE dispatch_attempts a SET look_at = NULL FROM connections n
WHERE a.workspace_id = $1 AND a.look_at <= clock_timestamp() AND n.workspace_id = $1 AND n.id = a.connection_id
  AND (n.provider <> ALL ($2::text[]) OR a.state <> 'unknown')`,
    values: [sql.workspaceId, providers],
  });
}

/** No look is needed for this call any more. */
export async function dropLook(sql: TenantSql, attemptId: string): Promise<void> {
  await sql.client.query("UPDATE dispatch_attempts SET look_at = NULL WHERE workspace_id = $1 AND id = $2", [
    sql.workspaceId,
    attemptId,
  ]);
}

/**
 * Writes down what a look said when it did not settle the call.
 *
 * @param againMs Time until the next look; null when none follows.
 */
export async function noteLook(
  sql: TenantSql,
  attemptId: string,
  evidence: Evidence,
  againMs: number | null,
): Promise<void> {
  await sql.client.query({
    name: "note-look",
    text: `
UPDATE dispatch_attempts SET looks = looks + 1, empty_looks = empty_looks + CASE WHEN $3 = 'none' THEN 1 ELSE 0 END,
  evidence = $3, first_look_at = coalesce(first_look_at, clock_timestamp()),
  look_at = clock_timestamp() + $4::float8 * interval '1 millisecond'
WHERE workspace_id = $1 AND id = $2 AND state = 'unknown'`,
    values: [sql.workspaceId, attemptId, evidence, againMs],
  });
}

const FOUND = `
WITH attempt AS (
  UPDATE dispatch_attempts SET state = 'settled', looks = looks + 1, evidence = 'found', look_at = NULL
  WHERE workspace_id = $1::uuid AND id = $2::uuid AND state = 'unknown'
  RETURNING id, chunk_id, message_ids
), known AS MATERIALIZED (
  SELECT ${AS_IT_WAS} FROM messages m
  WHERE m.workspace_id = $1::uuid AND m.id = ANY ((SELECT message_ids FROM attempt)::uuid[]) AND m.attempt_id = $2::uuid AND m.state = 'unknown'
  ORDER BY m.id
  FOR UPDATE OF m
), moved AS (
  UPDATE messages m SET state = 'accepted', provider_id = $3, reason = NULL, provider_code = NULL, accepted_at = now(), state_at = now()
  FROM known k
  WHERE m.workspace_id = $1::uuid AND m.id = k.id
  RETURNING ${movedFrom("k")}
), ${BOOK_MOVES}, ${ASKED_AGAIN}
SELECT (SELECT count(*)::int FROM moved) AS messages, (SELECT count(*)::int FROM booked) AS booked`;

/**
 * The provider has the call: its people are accepted under the id that was found, and their reports are asked for.
 *
 * @returns how many people; 0 when somebody settled it meanwhile.
 */
export async function acceptFoundCall(
  { db, workspaceId }: TenantTx,
  attemptId: string,
  providerId: string,
): Promise<number> {
  await db.$queryRawUnsafe(HOLD_CALLS, workspaceId, [attemptId]);
  const rows = await db.$queryRawUnsafe<{ messages: number }[]>(FOUND, workspaceId, attemptId, providerId);
  return rows[0]?.messages ?? 0;
}
