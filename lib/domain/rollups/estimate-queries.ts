import { type DeliveryEstimate, wilson } from "#lib/domain/rollups/estimate";
import type { Figures } from "#lib/domain/rollups/model";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * How many of a campaign's people got it, as long as not everybody has a final report; null where everybody has one, where
 * no sample was drawn, or while nobody of the sample is known.
 *
 * @param figures Those of the campaign.
 */
export async function campaignEstimate(
  { workspaceId, db }: TenantTx,
  campaignId: string,
  figures: Figures,
): Promise<DeliveryEstimate | null> {
  if (figures.waiting === 0) return null;
  // The people of the sample are few and read by key, however large the campaign.
  const rows = await db.$queryRaw<{ sample: number; delivered: number; lost: number }[]>`
    SELECT count(*)::int AS sample, count(*) FILTER (WHERE m.state = 'delivered')::int AS delivered,
      count(*) FILTER (WHERE m.state IN ('undelivered', 'expired', 'rejected'))::int AS lost
    FROM campaigns k
    JOIN report_samples s ON s.workspace_id = ${workspaceId}::uuid AND s.campaign_id = k.id
    JOIN messages m ON m.workspace_id = ${workspaceId}::uuid AND m.id = s.message_id AND m.id >= k.first_id AND m.id <= k.last_id
    WHERE k.workspace_id = ${workspaceId}::uuid AND k.id = ${campaignId}::uuid AND k.is_sampled
      AND m.state IN ('accepted', 'rejected', 'expired', 'undelivered', 'delivered')`;
  const { sample = 0, delivered = 0, lost = 0 } = rows[0] ?? {};
  const known = delivered + lost;
  if (known === 0) return null;
  return {
    ...{ rate: delivered / known, ...wilson(delivered, known, figures.sent), known, sample },
    ...{ covered: figures.delivered + figures.lost, sent: figures.sent },
  };
}
