import { noCounts, type SentFigures, sentFigures } from "#lib/domain/campaigns/report";
import type { MessageState } from "#lib/domain/messages/model";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Adds up the campaigns of the last thirty days from their rollups; no message row is read. */
export async function lastThirtyDays(tx: TenantTx): Promise<SentFigures> {
  const rows = await tx.db.$queryRaw<{ state: MessageState; messages: number }[]>`
    SELECT s.state, sum(s.messages)::int AS messages
    FROM message_stats s
    JOIN campaigns c ON c.workspace_id = s.workspace_id AND c.id = s.campaign_id
    WHERE s.workspace_id = ${tx.workspaceId}::uuid AND c.prepared_at > now() - interval '30 days'
    GROUP BY s.state`;
  const counts = noCounts();
  for (const row of rows) counts[row.state] = row.messages;
  return sentFigures(counts);
}
