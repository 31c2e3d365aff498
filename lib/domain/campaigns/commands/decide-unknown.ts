import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { DecideUnknownInput } from "#lib/domain/campaigns/schema";
import { mayStillSend } from "#lib/domain/campaigns/sender-queries";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { AS_IT_WAS, BOOK_MOVES, movedFrom } from "#lib/domain/messages/book-moves";
import { FOLLOW_LEG } from "#lib/domain/messages/legs";
import type { UnknownDecision } from "#lib/domain/messages/lookups";
import type { MessageState } from "#lib/domain/messages/model";
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

/**
 * Sending again is sending: whoever decides it must be allowed to, and the campaign goes back to being sent. While all sending
 * is stopped it is not: what is paused then goes on when a person says so, and this would by itself.
 */
async function reopen(tx: TenantTx, campaignId: string): Promise<void> {
  const { haltedAt, suspendedAt } = await tx.db.workspace.findUniqueOrThrow({
    where: { id: tx.workspaceId },
    select: { haltedAt: true, suspendedAt: true },
  });
  if (haltedAt !== null) throw new DomainError("workspace.halted");
  if (suspendedAt !== null) throw new DomainError("workspace.suspended");
  const row = await findCampaign(tx, campaignId);
  if (tx.actorId === null || !(await mayStillSend(tx, tx.actorId))) throw new DomainError("campaign.nobody_may_send");
  const startedById = (await mayStillSend(tx, row.startedById)) ? row.startedById : tx.actorId;
  if (row.state !== "sending" && row.state !== "paused") {
    await moveCampaign(
      tx,
      row,
      { type: "send_again" },
      { mayControl: true, unknownLeft: true },
      { startedById, finishedAt: null },
    );
  }
  await enqueue(tx.db, "workspace.wake", { workspaceId: tx.workspaceId });
}

/**
 * Settles people of whom nobody knows whether they got it, as a person decided: send again, treat as sent, or drop. The one
 * way in which anybody can get a message twice, and it stands in the history with the name of who chose it.
 *
 * @throws DomainError `campaign.nothing_unknown` when a call was settled meanwhile, `campaign.wrong_state`,
 *   `campaign.nobody_may_send`, `workspace.halted`, `workspace.suspended`, `campaign.not_found`.
 */
export async function decideUnknown(tx: TenantTx, input: Input): Promise<Audited<{ readonly messages: number }>> {
  const { campaignId, calls, decision } = input;
  if (decision === "send_again") await reopen(tx, campaignId);
  else await findCampaign(tx, campaignId);
  const { state, reason } = becomes[decision];
  const values = [tx.workspaceId, campaignId, calls, decision, tx.actorId, state, reason];
  const rows = await tx.db.$queryRawUnsafe<{ messages: number }[]>(DECIDE, ...values);
  const messages = rows[0]?.messages ?? 0;
  if (decision === "send_again") await tx.db.$executeRawUnsafe(FOLLOW_LEG, tx.workspaceId, campaignId);
  if (messages === 0) throw new DomainError("campaign.nothing_unknown");
  return {
    result: { messages },
    audit: { subject: toPublicId("campaign", campaignId), detail: { decision, messages, calls: calls.length } },
  };
}
