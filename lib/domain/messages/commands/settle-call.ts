import { BOOK_FROM_WAITING, MOVED_FROM_PENDING } from "#lib/domain/messages/book-moves";
import type { FailReason } from "#lib/domain/messages/model";
import type { SqlValue } from "#lib/infra/db/round-trip";
import type { TenantStatements } from "#lib/infra/db/tenant";

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

/** No text has this many parts; a figure beyond it is none. */
const MOST_PARTS = 100;

/** Parts the provider says it charges, as far as that can be true. */
function chargedOf(result: CallResult): number | null {
  const parts = "parts" in result ? result.parts : undefined;
  return parts !== undefined && Number.isInteger(parts) && parts >= 0 && parts <= MOST_PARTS ? parts : null;
}

/** An answer as the statements that record it take it. */
export function answerValues(workspaceId: string, answer: CallAnswer): SqlValue[] {
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
 *
 * @returns false when the attempt was not open any more: it may have been given up (`settleLate`).
 */
export async function settleCall(sql: TenantStatements, answer: CallAnswer): Promise<boolean> {
  const values = answerValues(sql.workspaceId, answer);
  const { rows } = await sql.client.query<{ attempts: number }>({ name: "settle-call", text: SETTLE, values });
  return rows[0]?.attempts === 1;
}
