import { isErased, type NumberPads } from "#lib/domain/consent/erased-queries";
import { IS_CLEARED, IYS_KEY, saysYes } from "#lib/domain/consent/fresh-answer";
import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
import { IS_LIMITED } from "#lib/domain/messages/commands/workspace-limits";
import {
  CONNECTED_RESERVES,
  LEG_CONNECTION,
  LEG_IS_USED,
  LEG_SENDER,
  LEG_SENDER_ID,
  PROVIDER_SENDS_AT,
  PROVIDER_TAKES_IT,
} from "#lib/domain/messages/legs";
import { PACE_MINUTES, RATE_AHEAD, RATE_AHEAD_MS } from "#lib/domain/messages/rate";
import type { SmsEncoding } from "#lib/domain/messages/segments";
import { withDataKey } from "#lib/infra/crypto/vault";
import type { Statement } from "#lib/infra/db/round-trip";

/** How much a call takes and where in the chunk it begins. */
export interface BeginOptions {
  /** Chosen by the caller, so that it can take the attempt back when it never learned whether it was written. */
  readonly attemptId: string;
  readonly leaseMs: number;
  /** Most messages, those that are left out included. */
  readonly limit: number;
  readonly fromId: string;
  /** Whether all messages of a call must have one text: then it takes those that have the text of the first. */
  readonly isOneText: boolean;
  /** Recipients a second that the provider allows; null where it states none. */
  readonly perSecond: number | null;
  /** Whether the provider reaches numbers of other countries. */
  readonly reachesForeign: boolean;
  /** Whether a turn was booked for this call already (`bookTurn`). */
  readonly hasTurn: boolean;
  /** The present, by which commercial messages rest and a day ends. */
  readonly now: Date;
}

/** What the statement that begins a call answers. */
export interface BeganRow {
  connection_id: string | null;
  key_sealed: Buffer | null;
  sender_name: string | null;
  provider_code: string | null;
  is_commercial: boolean | null;
  list: string | null;
  send_at: Date | null;
  fallback: string[] | null;
  items: [number, string, SmsEncoding][] | null;
  skipped: [string, string][] | null;
  through_id: string | null;
  looked_at: number;
  attempt_id: string | null;
  /** It was to be a transaction by itself, and cannot be. */
  is_long: boolean | null;
}

// Whoever stands on the other list of İYS goes out with a call of their own.
const SAME_LIST = " WHERE list IS NOT DISTINCT FROM (SELECT f.list FROM candidates f ORDER BY f.id LIMIT 1)";

const SAME_TEXT = `
    AND m.body = (SELECT f.body FROM messages f
      WHERE f.workspace_id = $1 AND f.id >= $6 AND f.id <= $9 AND f.campaign_id IS NOT DISTINCT FROM $8::uuid AND f.state = 'pending'
      ORDER BY f.id LIMIT 1)`;

// campaign_id is compared in a form that no index serves: the range of ids is the way to the rows, not the numbers of the
// whole campaign. In the same way the chunk is found by its key and not among the open ones.
//
// Permission, choice of people, second look at suppression and consent, and the attempt: one statement, so that nothing can
// change between them. Messages of a chunk are moved by the holder of its lease only, and the lease is locked until the
// transaction ends; so who is to be left out, which is rare, is written by a second statement.
// As a transaction by itself ($15) it begins nothing where that statement would have to follow, or where something has to be read
// before it: a limit that others count against as well, the key under which erased numbers are hashed.
// A connection whose last call failed (last_error_at) must pass a read call first, which sets last_ok_at.
const textOf = (isOneText: boolean) => `
WITH allowed AS (
  UPDATE chunks c SET lease_until = clock_timestamp() + $4::float8 * interval '1 millisecond'
  FROM campaigns k, connections n, workspaces w, memberships s
  WHERE c.workspace_id = $1 AND c.id = $2 AND c.fence = $3 AND c.state <> ALL ('{sent,settled}') AND c.lease_until > clock_timestamp()
    AND k.workspace_id = $1 AND k.id = $8 AND k.state = 'sending' AND ${LEG_IS_USED} AND ${PROVIDER_TAKES_IT}
    AND n.workspace_id = $1 AND n.id = ${LEG_CONNECTION} AND n.state = 'active' AND n.key_sealed IS NOT NULL
    AND NOT provider_is_off(n.provider)
    AND 'messages:send' = ANY (n.scopes)
    AND (n.not_before IS NULL OR n.not_before <= clock_timestamp())
    AND ($13::boolean OR n.rate_free_at IS NULL OR n.rate_free_at <= clock_timestamp() + ${RATE_AHEAD})
    AND (k.pace_free_at IS NULL OR k.pace_free_at <= clock_timestamp() + ${RATE_AHEAD})
    AND (n.last_error_at IS NULL OR n.last_error_at <= n.last_ok_at)
    AND w.id = $1 AND w.halted_at IS NULL AND w.suspended_at IS NULL
    AND s.workspace_id = $1 AND s.user_id = k.started_by_id AND may_still_send(s.role, s.may_send)
    AND (k.kind <> 'commercial' OR NOT is_quiet($10, w.zone, w.quiet_from, w.quiet_until, w.quiet_days)) AND ${IS_CLEARED}
    AND NOT EXISTS (SELECT FROM dispatch_attempts a WHERE a.workspace_id = $1 AND a.chunk_id = $2 AND a.state = 'started')
  RETURNING k.kind = 'commercial' AS is_commercial, CASE k.kind WHEN 'commercial' THEN ${IYS_KEY} END AS iys_key, ${LEG_SENDER} AS sender_name, ${LEG_SENDER_ID} AS sender_id,
    n.id AS connection_id, n.key_sealed, n.iys_audience, w.allows_foreign, ${PROVIDER_SENDS_AT} AS send_at,
    CASE c.leg WHEN 1 THEN ${CONNECTED_RESERVES} END AS fallback,
    $15::boolean AND (s.daily_cap IS NOT NULL OR w.number_key_sealed IS NOT NULL OR ${IS_LIMITED}) AS is_watched
), candidates AS MATERIALIZED (
  SELECT m.id, m.msisdn, m.body, m.encoding,
    CASE WHEN a.is_commercial THEN coalesce(
      (SELECT l.list_type FROM contacts l WHERE l.workspace_id = $1 AND l.msisdn = m.msisdn), a.iys_audience) END AS list,
    CASE WHEN NOT (a.allows_foreign AND $14::boolean) AND m.msisdn NOT BETWEEN 900000000000 AND 909999999999 THEN 'country_not_allowed'
         WHEN m.msisdn IS NULL OR EXISTS (SELECT FROM suppressions s WHERE s.workspace_id = $1 AND s.msisdn = m.msisdn)
           OR ${isErased("m.msisdn", "$11", "$12")} THEN 'suppressed'
         WHEN a.is_commercial AND NOT EXISTS (
           SELECT FROM consents t WHERE t.workspace_id = $1 AND t.msisdn = m.msisdn AND t.status = 'granted') THEN 'no_consent'
         WHEN a.iys_key IS NOT NULL AND NOT ${saysYes("m.msisdn", "a.iys_key")} THEN 'no_consent'
    END AS skip
  FROM allowed a
  JOIN messages m ON m.workspace_id = $1 AND m.id >= $6 AND m.id <= $9 AND m.campaign_id IS NOT DISTINCT FROM $8::uuid
  WHERE m.state = 'pending' AND NOT a.is_watched${isOneText ? SAME_TEXT : ""}
  ORDER BY m.id
  LIMIT $5
), batch AS (
  SELECT count(*)::int AS looked_at, (array_agg(id ORDER BY id DESC))[1] AS through_id,
    array_agg(id ORDER BY id) FILTER (WHERE skip IS NULL) AS ids,
    json_agg(json_build_array(msisdn, body, encoding) ORDER BY id) FILTER (WHERE skip IS NULL) AS items,
    json_agg(json_build_array(id, skip) ORDER BY id) FILTER (WHERE skip IS NOT NULL) AS skipped, min(list) AS list
  FROM candidates${isOneText ? SAME_LIST : ""}
), attempt AS (
  INSERT INTO dispatch_attempts (workspace_id, id, campaign_id, chunk_id, connection_id, fence, message_ids)
  SELECT $1, $7, $8, $2, a.connection_id, $3, b.ids FROM allowed a, batch b WHERE b.ids IS NOT NULL AND NOT ($15::boolean AND b.skipped IS NOT NULL)
  RETURNING id
)
SELECT a.connection_id, ${withDataKey("a.key_sealed")} AS key_sealed, a.sender_name, s.provider_code, a.is_commercial, b.list, a.send_at, a.fallback, b.items, b.skipped, b.through_id, b.looked_at,
  (SELECT id FROM attempt) AS attempt_id, a.is_watched OR ($15::boolean AND b.skipped IS NOT NULL) AS is_long
FROM batch b
LEFT JOIN allowed a ON true
LEFT JOIN senders s ON s.workspace_id = $1 AND s.id = a.sender_id`;

const BEGIN_CALL = textOf(false);
const BEGIN_CALL_OF_ONE_TEXT = textOf(true);

/** Most people of one call at a campaign's own pace. */
function paceRoom(pace: number | null): number {
  return pace === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(pace * PACE_MINUTES));
}

/** What is known before a call is begun. */
export interface BeginTerms {
  /** How many more people may be written to now. */
  readonly room: number;
  /** With which erased numbers are recognised; null where nobody was erased. */
  readonly pads: NumberPads | null;
  /** Whether the statement is a transaction by itself. */
  readonly isAlone: boolean;
}

/** The statement that begins a call. */
export function beginStatement(
  workspaceId: string,
  lease: ChunkLease,
  options: BeginOptions,
  { room, pads, isAlone }: BeginTerms,
): Statement {
  // What may have to wait for its turn holds its lease for as long: the call must still fit into it afterwards.
  const mayWait = options.perSecond !== null || lease.pace !== null;
  return {
    name: options.isOneText ? "begin-call-of-one-text" : "begin-call",
    text: options.isOneText ? BEGIN_CALL_OF_ONE_TEXT : BEGIN_CALL,
    values: [
      workspaceId,
      lease.chunkId,
      lease.fence,
      options.leaseMs + (mayWait ? RATE_AHEAD_MS : 0),
      Math.min(options.limit, room, paceRoom(lease.pace)),
      options.fromId,
      options.attemptId,
      lease.campaignId,
      lease.lastId,
      options.now,
      pads?.inner ?? null,
      pads?.outer ?? null,
      options.hasTurn,
      options.reachesForeign,
      isAlone,
    ],
  };
}
