import { ASKED_AGAIN } from "#lib/domain/messages/asked-again";
import {
  AS_IT_WAS,
  BOOK_FROM_WAITING,
  BOOK_MOVES,
  MOVED_FROM_PENDING,
  movedFrom,
} from "#lib/domain/messages/book-moves";
import type { FailReason } from "#lib/domain/messages/model";
import type { TenantSql } from "#lib/infra/db/tenant";

/** What one message of a call becomes. `pending`: certainly not accepted, its turn comes again. */
export type CallResult =
  | {
      readonly state: "accepted";
      readonly providerId: string | null;
      readonly providerCode: string;
      /** Parts the provider says it charges, where it does. */
      readonly parts?: number;
    }
  | { readonly state: "failed"; readonly reason: FailReason; readonly providerCode: string }
  /** Certainly refused by the first connection of a campaign that has a second: its turn comes there. */
  | { readonly state: "held"; readonly reason: FailReason; readonly providerCode: string }
  | { readonly state: "pending" }
  | { readonly state: "unknown"; readonly reason: string };

/** The answer to a call, in the order its messages were given. */
export interface CallAnswer {
  readonly attemptId: string;
  /** The ids of its messages lie between these two. */
  readonly fromId: string;
  readonly throughId: string;
  readonly results: readonly CallResult[];
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  /** What the attempt's record says of the answer: a code, never a text of the provider. */
  readonly detail: string | null;
}

/** How an answer was recorded. `late`: the attempt had been given up as unknown before. `known`: it was recorded already. */
export type Recorded = "settled" | "late" | "known";

// The rows are named by their range and by the array as well as by the join: the range tells the month before anything is
// opened, and the array leads to the rows by key whatever the planner believes about a table that was filled a moment ago.
//
// `was` cannot differ from pending: while an attempt is started nothing else moves its messages.
const SETTLE = `
WITH attempt AS (
  UPDATE dispatch_attempts
  SET state = $3::attempt_state, settled_at = now(), http_status = $4, request_id = $5, detail = $6,
    look_at = CASE WHEN $3::attempt_state = 'unknown' THEN now() END
  WHERE workspace_id = $1 AND id = $2 AND state = 'started'
  RETURNING message_ids
), result AS MATERIALIZED (
  SELECT r.* FROM attempt a, unnest(a.message_ids, $7::message_state[], $8::text[], $9::text[], $10::text[], $13::smallint[])
    AS r (id, state, reason, provider_id, provider_code, charged_parts)
), moved AS (
  UPDATE messages m
  SET state = r.state, reason = r.reason, provider_id = r.provider_id, provider_code = r.provider_code, attempt_id = $2,
    charged_parts = r.charged_parts,
    accepted_at = CASE WHEN r.state = 'accepted' THEN now() END, state_at = now()
  FROM result r
  WHERE m.workspace_id = $1 AND m.id >= $11 AND m.id <= $12
    AND m.id = ANY ((SELECT message_ids FROM attempt)::uuid[]) AND m.id = r.id
    AND m.state = 'pending' AND r.state <> 'pending'
  RETURNING ${MOVED_FROM_PENDING}
), ${BOOK_FROM_WAITING}
SELECT (SELECT count(*)::int FROM attempt) AS attempts, (SELECT count(*)::int FROM booked) AS booked`;

// A late answer speaks only of the messages that its own attempt made unknown. Proof that they were not accepted leaves
// them failed and free to be sent by a person, because another worker may have finished their chunk meanwhile.
const SETTLE_LATE = `
WITH attempt AS (
  UPDATE dispatch_attempts
  SET state = $3::attempt_state, settled_at = now(), http_status = $4, request_id = $5, detail = $6,
    look_at = CASE WHEN $3::attempt_state = 'unknown' THEN now() END
  WHERE workspace_id = $1 AND id = $2 AND state = 'unknown' AND detail = 'worker_lost'
  RETURNING chunk_id, message_ids
), result AS MATERIALIZED (
  SELECT r.id, CASE WHEN coalesce(r.state, 'pending') IN ('pending', 'held') THEN 'failed' ELSE r.state END AS state,
    CASE WHEN coalesce(r.state, 'pending') = 'pending' THEN 'provider_unavailable' ELSE r.reason END AS reason, r.provider_id, r.provider_code, r.charged_parts
  FROM attempt a, unnest(a.message_ids, $7::message_state[], $8::text[], $9::text[], $10::text[], $13::smallint[])
    AS r (id, state, reason, provider_id, provider_code, charged_parts)
), known AS MATERIALIZED (
  SELECT ${AS_IT_WAS} FROM messages m
  WHERE m.workspace_id = $1 AND m.id >= $11 AND m.id <= $12
    AND m.id = ANY ((SELECT message_ids FROM attempt)::uuid[]) AND m.state = 'unknown' AND m.attempt_id = $2
  ORDER BY m.id
  FOR UPDATE OF m
), moved AS (
  UPDATE messages m
  SET state = r.state, reason = r.reason, provider_id = r.provider_id, provider_code = r.provider_code,
    charged_parts = r.charged_parts, accepted_at = CASE WHEN r.state = 'accepted' THEN now() END, state_at = now()
  FROM result r JOIN known k ON k.id = r.id
  WHERE m.workspace_id = $1 AND m.id >= $11 AND m.id <= $12 AND m.id = r.id
  RETURNING ${movedFrom("k")}
), ${BOOK_MOVES}, ${ASKED_AGAIN}
SELECT (SELECT count(*)::int FROM attempt) AS attempts, (SELECT count(*)::int FROM booked) AS booked`;

/** No text has this many parts; a figure beyond it is none. */
const MOST_PARTS = 100;

/** Parts the provider says it charges, as far as that can be true. */
function chargedOf(result: CallResult): number | null {
  const parts = "parts" in result ? result.parts : undefined;
  return parts !== undefined && Number.isInteger(parts) && parts >= 0 && parts <= MOST_PARTS ? parts : null;
}

function valuesOf(workspaceId: string, answer: CallAnswer): unknown[] {
  const { results } = answer;
  // An attempt is unknown as long as anybody in it is: a look-up or a person settles it later.
  const isUnknown = results.some((result) => result.state === "unknown");
  return [
    workspaceId,
    answer.attemptId,
    isUnknown ? "unknown" : "settled",
    answer.httpStatus,
    answer.requestId,
    answer.detail,
    results.map((result) => result.state),
    results.map((result) => ("reason" in result ? result.reason : null)),
    results.map((result) => ("providerId" in result ? result.providerId : null)),
    results.map((result) => ("providerCode" in result ? result.providerCode : null)),
    answer.fromId,
    answer.throughId,
    results.map(chargedOf),
  ];
}

/**
 * Records the answer to a call: messages, counts and attempt move in one statement. Safe to repeat after a lost
 * acknowledgement; the second time finds the attempt settled and changes nothing.
 */
export async function settleCall(sql: TenantSql, answer: CallAnswer): Promise<Recorded> {
  const values = valuesOf(sql.workspaceId, answer);
  const first = await sql.client.query<{ attempts: number }>({ name: "settle-call", text: SETTLE, values });
  if (first.rows[0]?.attempts === 1) return "settled";
  const late = await sql.client.query<{ attempts: number }>({ name: "settle-late", text: SETTLE_LATE, values });
  return late.rows[0]?.attempts === 1 ? "late" : "known";
}
