import { isErased } from "#lib/domain/consent/erased-queries";
import { IS_CLEARED, IYS_KEY, saysYes } from "#lib/domain/consent/fresh-answer";
import { BOOK_FROM_WAITING, MOVED_FROM_PENDING } from "#lib/domain/messages/book-moves";
import { bookBeyondTurn, bookPace, bookRate, takeTurn } from "#lib/domain/messages/commands/book-rate";
import { callLimits } from "#lib/domain/messages/commands/call-limits";
import type { ChunkLease } from "#lib/domain/messages/commands/claim-chunk";
import {
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
import type { TenantSql } from "#lib/infra/db/tenant";

/** A message on its way into a call. */
export interface CallItem {
  readonly msisdn: number;
  readonly body: string;
  readonly encoding: SmsEncoding;
}

/** What a begun call is made with. */
export interface Call {
  readonly attemptId: string;
  /** The ids of its messages lie between these two. */
  readonly fromId: string;
  readonly throughId: string;
  readonly connectionId: string;
  readonly items: readonly CallItem[];
  /** Provider key, sealed for the connection. */
  readonly keySealed: Uint8Array;
  readonly sender: string;
  readonly providerCode: string;
  readonly isCommercial: boolean;
  /** To whom the brand of the connection speaks, for the provider's consent filter. */
  readonly audience: "individual" | "merchant";
  /** When the provider is to send it, where it keeps the campaign until then; null for at once. */
  readonly sendAt: Date | null;
  /** Providers behind the connection that the remote tries in turn. */
  readonly fallback: readonly string[];
  /** How long to wait before the first byte, where the provider counts recipients a second. */
  readonly waitMs: number;
}

/**
 * What became of the wish to make a call.
 *
 * `begun`: its attempt is written; once the transaction is committed the call may be made. `skipped`: everybody looked at
 * was left out. `none_left`: nobody from the given place on is pending. `not_now`: lease lost, campaign stopped, workspace
 * halted, provider turned off, quiet hours, connection not ready, whoever sent it may not send any more, or a call of the chunk still
 * open. `cap_reached`: the workspace has written to as many people today as it may. `limit_reached`: so it has within a day
 * by the operator of the instance. `sender_cap_reached`: so has the member who sent the campaign.
 */
export type BeganCall = { readonly throughId: string | null } & (
  | { readonly kind: "begun"; readonly call: Call }
  | { readonly kind: "skipped" | "none_left" | "not_now" | "cap_reached" | "limit_reached" | "sender_cap_reached" }
);

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
  /** Whether a turn was booked for this call already (`bookTurn`). */
  readonly hasTurn: boolean;
  /** The present, by which commercial messages rest and a day ends. */
  readonly now: Date;
}

interface BeganRow {
  connection_id: string | null;
  key_sealed: Buffer | null;
  sender_name: string | null;
  provider_code: string | null;
  is_commercial: boolean | null;
  iys_audience: string | null;
  send_at: Date | null;
  fallback: string[] | null;
  items: [number, string, SmsEncoding][] | null;
  skipped: [string, string][] | null;
  through_id: string | null;
  looked_at: number;
  attempt_id: string | null;
}

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
// A connection whose last call failed (last_error_at) must pass a read call first, which sets last_ok_at.
const beginCallText = (isOneText: boolean) => `
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
    CASE c.leg WHEN 1 THEN k.fallback_codes END AS fallback
), candidates AS MATERIALIZED (
  SELECT m.id, m.msisdn, m.body, m.encoding,
    CASE WHEN NOT a.allows_foreign AND m.msisdn NOT BETWEEN 900000000000 AND 909999999999 THEN 'country_not_allowed'
         WHEN EXISTS (SELECT FROM suppressions s WHERE s.workspace_id = $1 AND s.msisdn = m.msisdn)
           OR ${isErased("m.msisdn", "$11", "$12")} THEN 'suppressed'
         WHEN a.is_commercial AND NOT EXISTS (
           SELECT FROM consents t WHERE t.workspace_id = $1 AND t.msisdn = m.msisdn AND t.status = 'granted') THEN 'no_consent'
         WHEN a.iys_key IS NOT NULL AND NOT ${saysYes("m.msisdn", "a.iys_key")} THEN 'no_consent'
    END AS skip
  FROM allowed a
  JOIN messages m ON m.workspace_id = $1 AND m.id >= $6 AND m.id <= $9 AND m.campaign_id IS NOT DISTINCT FROM $8::uuid
  WHERE m.state = 'pending'${isOneText ? SAME_TEXT : ""}
  ORDER BY m.id
  LIMIT $5
), batch AS (
  SELECT count(*)::int AS looked_at, (array_agg(id ORDER BY id DESC))[1] AS through_id,
    array_agg(id ORDER BY id) FILTER (WHERE skip IS NULL) AS ids,
    json_agg(json_build_array(msisdn, body, encoding) ORDER BY id) FILTER (WHERE skip IS NULL) AS items,
    json_agg(json_build_array(id, skip) ORDER BY id) FILTER (WHERE skip IS NOT NULL) AS skipped
  FROM candidates
), attempt AS (
  INSERT INTO dispatch_attempts (workspace_id, id, campaign_id, chunk_id, connection_id, fence, message_ids)
  SELECT $1, $7, $8, $2, a.connection_id, $3, b.ids FROM allowed a, batch b WHERE b.ids IS NOT NULL
  RETURNING id
)
SELECT a.connection_id, ${withDataKey("a.key_sealed")} AS key_sealed, a.sender_name, s.provider_code, a.is_commercial, a.iys_audience, a.send_at, a.fallback, b.items, b.skipped, b.through_id, b.looked_at,
  (SELECT id FROM attempt) AS attempt_id
FROM batch b
LEFT JOIN allowed a ON true
LEFT JOIN senders s ON s.workspace_id = $1 AND s.id = a.sender_id`;

const BEGIN_CALL = beginCallText(false);
const BEGIN_CALL_OF_ONE_TEXT = beginCallText(true);

const SKIP = `
WITH skip AS MATERIALIZED (
  SELECT * FROM unnest($2::uuid[], $3::text[]) AS s (id, reason)
), moved AS (
  UPDATE messages m SET state = 'skipped', reason = s.reason, state_at = now()
  FROM skip s
  WHERE m.workspace_id = $1 AND m.id = ANY ($2::uuid[]) AND m.id = s.id AND m.state = 'pending'
  RETURNING ${MOVED_FROM_PENDING}
), ${BOOK_FROM_WAITING}
SELECT count(*) FROM booked`;

async function leaveOut(sql: TenantSql, skipped: readonly [string, string][]): Promise<void> {
  const [ids, reasons] = [skipped.map(([id]) => id), skipped.map(([, reason]) => reason)];
  await sql.client.query({ name: "leave-out", text: SKIP, values: [sql.workspaceId, ids, reasons] });
}

/** Most people of one call at a campaign's own pace. */
function paceRoom(pace: number | null): number {
  return pace === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(pace * PACE_MINUTES));
}

/** Books a call with whatever sets its pace; how long it waits for both, in milliseconds. */
async function waitFor(
  sql: TenantSql,
  { connectionId, campaignId, pace }: ChunkLease,
  { people, perSecond, hasTurn }: Pick<BeginOptions, "perSecond" | "hasTurn"> & { readonly people: number },
): Promise<number> {
  if (hasTurn && perSecond !== null) await bookBeyondTurn(sql, connectionId, people, perSecond);
  const byRate = hasTurn || perSecond === null ? 0 : await bookRate(sql, connectionId, people, perSecond);
  const byPace = pace === null ? 0 : await bookPace(sql, campaignId, people);
  return Math.max(byRate, byPace);
}

/**
 * Begins a provider call for the next pending messages of a leased chunk: renews the lease, checks that sending is still
 * allowed, leaves out who must not be texted any more, and writes the attempt.
 *
 * Commit before the first byte leaves; the call itself never happens inside the transaction.
 *
 * @throws TurnLost when the call has a turn but is for more people than fit now; nothing of it may be committed.
 */
export async function beginCall(sql: TenantSql, lease: ChunkLease, options: BeginOptions): Promise<BeganCall> {
  const { room, reached, pads } = await callLimits(sql, lease.campaignId, options.now);
  if (reached !== null) return { kind: reached, throughId: null };
  const { perSecond, hasTurn } = options;
  // What may have to wait for its turn holds its lease for as long: the call must still fit into it afterwards.
  const mayWait = perSecond !== null || lease.pace !== null;
  await takeTurn(sql, {
    connectionId: perSecond === null || hasTurn ? null : lease.connectionId,
    campaignId: lease.pace === null ? null : lease.campaignId,
  });
  const { rows } = await sql.client.query<BeganRow>({
    name: options.isOneText ? "begin-call-of-one-text" : "begin-call",
    text: options.isOneText ? BEGIN_CALL_OF_ONE_TEXT : BEGIN_CALL,
    values: [
      sql.workspaceId,
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
      hasTurn,
    ],
  });
  const row = rows[0];
  if (row === undefined) throw new Error("a call was begun without an answer");
  const { connection_id: connectionId, key_sealed: keySealed, attempt_id: attemptId, through_id: throughId } = row;
  if (connectionId === null || keySealed === null) return { kind: "not_now", throughId: null };
  if (row.looked_at === 0) return { kind: "none_left", throughId: null };
  if (row.skipped !== null) await leaveOut(sql, row.skipped);
  if (attemptId === null || row.items === null) return { kind: "skipped", throughId };
  return {
    kind: "begun",
    throughId,
    call: {
      attemptId,
      fromId: options.fromId,
      throughId: throughId ?? lease.lastId,
      connectionId,
      items: row.items.map(([msisdn, body, encoding]) => ({ msisdn, body, encoding })),
      keySealed: Uint8Array.from(keySealed),
      sender: row.sender_name ?? "",
      providerCode: row.provider_code ?? "",
      isCommercial: row.is_commercial === true,
      audience: row.iys_audience === "merchant" ? "merchant" : "individual",
      ...{ sendAt: row.send_at, fallback: row.fallback ?? [] },
      waitMs: await waitFor(sql, lease, { people: row.items.length, perSecond, hasTurn }),
    },
  };
}
