import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { blockIfNeeded, holdGround } from "#lib/domain/campaigns/commands/go-on";
import { findCampaign, holdCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { DecideUnknownInput } from "#lib/domain/campaigns/schema";
import { mayStillSend } from "#lib/domain/campaigns/sender-queries";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { AS_IT_WAS, BOOK_MOVES, movedFrom } from "#lib/domain/messages/book-moves";
import { type HeldCall, HOLD_CALLS } from "#lib/domain/messages/hold-calls";
import { FOLLOW_LEG } from "#lib/domain/messages/legs";
import type { UnknownDecision } from "#lib/domain/messages/lookups";
import type { MessageState } from "#lib/domain/messages/model";
import { holdSender } from "#lib/domain/senders/hold-queries";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

type Input = z.output<typeof DecideUnknownInput>;

/** What the people become. Those who get it again go out through the same chunk, with a call of their own. */
const becomes: Record<UnknownDecision, { readonly state: MessageState; readonly reason: string | null }> = {
  send_again: { state: "pending", reason: null },
  treat_as_sent: { state: "accepted", reason: null },
  drop: { state: "failed", reason: "dropped" },
};

const DECIDE = `
WITH attempt AS (
  UPDATE dispatch_attempts SET state = 'settled', decision = $4, decided_by_id = $5::uuid, look_at = NULL
  WHERE workspace_id = $1::uuid AND campaign_id = $2::uuid AND state = 'unknown' AND id = ANY ($3::uuid[])
  RETURNING id, chunk_id, message_ids
), known AS MATERIALIZED (
  SELECT ${AS_IT_WAS} FROM (SELECT id, unnest(message_ids) AS message_id FROM attempt) AS a
  JOIN messages m ON m.workspace_id = $1::uuid AND m.id = a.message_id AND m.id = ANY (ARRAY(SELECT unnest(message_ids) FROM attempt))
    AND m.attempt_id = a.id AND m.state = 'unknown'
  ORDER BY m.id
  FOR UPDATE OF m
), moved AS (
  UPDATE messages m SET state = $6::message_state, reason = $7, state_at = now(),
    accepted_at = CASE WHEN $6::message_state = 'accepted' THEN now() END
  FROM known k
  WHERE m.workspace_id = $1::uuid AND m.id = k.id
  RETURNING ${movedFrom("k")}
), ${BOOK_MOVES}, reopened AS (
  UPDATE chunks c SET state = 'open', lease_until = NULL, leased_by = NULL, fence = c.fence + 1
  WHERE c.workspace_id = $1::uuid AND c.id IN (SELECT chunk_id FROM attempt) AND c.state <> 'open'
    AND $6::message_state = 'pending'
  RETURNING c.id
)
SELECT (SELECT count(*)::int FROM moved) AS messages, (SELECT count(*)::int FROM booked) AS booked`;

/** Which sender a held call goes out under when it is made once more. */
function senderOf(row: Awaited<ReturnType<typeof findCampaign>>, { leg }: HeldCall): string | null {
  return leg === 2 || row.firstGivenUpAt !== null ? row.secondSenderId : row.senderId;
}

/**
 * Who answers for what is sent again: whoever sent the campaign, or, when that person may not send any more, the one who decides.
 * The one who decides must be allowed to send in any case.
 */
async function answerable(tx: TenantTx, startedById: string | null): Promise<string> {
  const { actorId } = tx;
  if (actorId === null || !(await mayStillSend(tx, actorId))) throw new DomainError("campaign.nobody_may_send");
  return startedById !== null && (await mayStillSend(tx, startedById)) ? startedById : actorId;
}

/** Holds the campaign and the calls; all that could stop sending first, where they are to be sent again. */
async function hold(tx: TenantTx, { campaignId, calls, decision }: Input): Promise<readonly HeldCall[]> {
  const before = await findCampaign(tx, campaignId);
  const stopped = decision === "send_again" ? await holdGround(tx, before) : null;
  if (stopped !== null) throw new DomainError(stopped);
  const row = await holdCampaign(tx, campaignId);
  const rows = await tx.db.$queryRawUnsafe<HeldCall[]>(HOLD_CALLS, tx.workspaceId, calls);
  const held = rows.filter((call) => call.campaignId === campaignId);
  if (decision !== "send_again") return held;
  for (const senderId of new Set(held.map((call) => senderOf(row, call)))) {
    if (!(await holdSender(tx, senderId))) throw new DomainError("campaign.sender_gone");
  }
  return held;
}

/**
 * Puts a campaign that is done back to being sent; one that runs, or is paused, takes them as it is.
 *
 * @returns whether it was done.
 */
async function reopen(tx: TenantTx, campaignId: string): Promise<boolean> {
  const row = await findCampaign(tx, campaignId);
  const startedById = await answerable(tx, row.startedById);
  if (row.state === "sending" || row.state === "paused") return false;
  const facts = { mayControl: true, unknownLeft: true };
  await moveCampaign(tx, row, { type: "send_again" }, facts, { startedById, finishedAt: null });
  return true;
}

/**
 * Lets those who are sent to again go out: at once, or, where something stands in the way, when the campaign goes on.
 *
 * @returns whether they have to wait.
 */
async function letGo(tx: TenantTx, campaignId: string, wasDone: boolean): Promise<boolean> {
  await tx.db.$executeRawUnsafe(FOLLOW_LEG, tx.workspaceId, campaignId);
  await enqueue(tx.db, "workspace.wake", { workspaceId: tx.workspaceId });
  if (wasDone) await blockIfNeeded(tx, campaignId);
  return (await findCampaign(tx, campaignId)).state === "paused";
}

/** What became of a decision. */
export interface Decided {
  readonly messages: number;
  /** Whether those who are sent to again wait until the campaign goes on. */
  readonly waits: boolean;
}

/**
 * Settles people of whom nobody knows whether they got it, as a person decided: send again, treat as sent, or drop. The one
 * way in which anybody can get a message twice, and it stands in the history with the name of who chose it.
 *
 * Sending again is sending: it asks for everything that another start asks for. While all sending is stopped it is refused: what is
 * paused then goes on when a person says so, and this would by itself.
 *
 * @throws DomainError `campaign.nothing_unknown` when a call was settled meanwhile, `campaign.wrong_state`,
 *   `campaign.nobody_may_send`, `campaign.sender_gone`, `workspace.halted`, `workspace.suspended`, `campaign.not_found`.
 */
export async function decideUnknown(tx: TenantTx, input: Input): Promise<Audited<Decided>> {
  const { campaignId, calls, decision } = input;
  const isAgain = decision === "send_again";
  const held = await hold(tx, input);
  const wasDone = isAgain && (await reopen(tx, campaignId));
  const { state, reason } = becomes[decision];
  const values = [tx.workspaceId, campaignId, calls, decision, tx.actorId, state, reason];
  const rows = held.length === 0 ? [] : await tx.db.$queryRawUnsafe<{ messages: number }[]>(DECIDE, ...values);
  const messages = rows[0]?.messages ?? 0;
  if (messages === 0) throw new DomainError("campaign.nothing_unknown");
  const waits = isAgain && (await letGo(tx, campaignId, wasDone));
  return {
    result: { messages, waits },
    audit: { subject: toPublicId("campaign", campaignId), detail: { decision, messages, calls: calls.length } },
  };
}
