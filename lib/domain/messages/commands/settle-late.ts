import type { CampaignState } from "#lib/domain/campaigns/model";
import { ASKED_AGAIN } from "#lib/domain/messages/asked-again";
import { AS_IT_WAS, BOOK_MOVES, movedFrom } from "#lib/domain/messages/book-moves";
import { answerValues, type CallAnswer } from "#lib/domain/messages/commands/settle-call";
import { type HeldCall, HOLD_CALLS } from "#lib/domain/messages/hold-calls";
import { FOLLOW_LEG } from "#lib/domain/messages/legs";
import type { MessageState } from "#lib/domain/messages/model";
import { NO_OPEN_CALL } from "#lib/domain/messages/open-call";
import type { TenantSql } from "#lib/infra/db/tenant";

/** How an answer was recorded. `late`: the attempt had been given up as unknown before. `known`: it was recorded already. */
export type Recorded = "settled" | "late" | "known";

// One fence higher: whoever has the chunk, or is about to close it, looked at its people before these were among them. While the
// holder has a call open the lease stays, so that somebody looks after that call if its worker dies.
const TAKE_CHUNK = `
UPDATE chunks c SET state = 'open', fence = c.fence + 1,
  lease_until = CASE WHEN c.state = 'open' AND NOT ${NO_OPEN_CALL} THEN c.lease_until END,
  leased_by = CASE WHEN c.state = 'open' AND NOT ${NO_OPEN_CALL} THEN c.leased_by END
WHERE c.workspace_id = $1 AND c.id = $2`;

// A late answer speaks only of the messages that its own attempt made unknown. $14: what they become who certainly were not taken.
const SETTLE_LATE = `
WITH attempt AS (
  UPDATE dispatch_attempts
  SET state = $3::attempt_state, settled_at = now(), http_status = $4, request_id = $5, detail = $6,
    look_at = CASE WHEN $3::attempt_state = 'unknown' THEN now() END
  WHERE workspace_id = $1 AND id = $2 AND state = 'unknown' AND detail = 'worker_lost'
  RETURNING chunk_id, message_ids
), result AS MATERIALIZED (
  SELECT r.id, CASE coalesce(r.state, 'pending') WHEN 'pending' THEN $14::message_state WHEN 'held' THEN 'failed' ELSE r.state END AS state,
    CASE WHEN coalesce(r.state, 'pending') <> 'pending' THEN r.reason WHEN $14 = 'failed' THEN 'provider_unavailable' END AS reason,
    r.provider_id, r.provider_code, r.charged_parts
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

/**
 * What they become whose call is known, late, not to have been taken: in a campaign that still runs their turn comes again. One
 * that has ended stays so, and a message of no campaign has nobody left who would send it: a person may try those again.
 */
function becomes(campaign: CampaignState | undefined): MessageState {
  if (campaign === "sending" || campaign === "paused" || campaign === "settling") return "pending";
  return campaign === "cancelled" ? "cancelled" : "failed";
}

/**
 * Records the answer to a call whose attempt was given up: its worker stood still beyond its lease, or could not reach the
 * database for so long. Nobody else moves the people of an attempt but the provider's word and a person's decision, and both
 * settle it, so that nothing is left to record here. Whoever was certainly not taken waits for their turn again, in a chunk that
 * is taken from whoever has it.
 */
export async function settleLate(sql: TenantSql, answer: CallAnswer): Promise<Recorded> {
  const { workspaceId, client } = sql;
  const { attemptId, results } = answer;
  const holding = { name: "hold-late", text: HOLD_CALLS, values: [workspaceId, [attemptId]] };
  const { rows: calls } = await client.query<HeldCall>(holding);
  const held = calls.find(({ detail }) => detail === "worker_lost");
  const state = becomes(held?.campaignState);
  const returns = state === "pending" && (results.length === 0 || results.some((one) => one.state === "pending"));
  if (held !== undefined && returns) {
    await client.query({ name: "take-chunk", text: TAKE_CHUNK, values: [workspaceId, held.chunkId] });
  }
  const values = [...answerValues(workspaceId, answer), state];
  const { rows } = await client.query<{ attempts: number }>({ name: "settle-late", text: SETTLE_LATE, values });
  if (returns && held?.leg === 2) await client.query(FOLLOW_LEG, [workspaceId, held.campaignId]);
  return rows[0]?.attempts === 1 ? "late" : "known";
}
